namespace Textak.Web.Features.Estimates;

/// <summary>Where people stand: how many in each bar, and one's own estimate in whole percent, if any.</summary>
public sealed record SpreadView(IReadOnlyList<int> Bars, int? Mine);
