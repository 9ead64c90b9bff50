namespace Textak.Web.Features.Forecasts.Import;

/// <summary>From a forecast's opening to its resolution, or to now while it is open.</summary>
internal sealed record Timeline(DateTimeOffset Opened, DateTimeOffset End)
{
    /// <summary>
    /// A moment for an entry that names none: entries stand in their order, evenly spread, after the opening and
    /// before the end. The same file read at the same time gives the same moments.
    /// </summary>
    public DateTimeOffset Place(int index, int count) =>
        Opened + TimeSpan.FromSeconds(Math.Floor((End - Opened).TotalSeconds * (index + 1) / (count + 1)));
}
