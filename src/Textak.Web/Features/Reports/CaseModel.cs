using System.Globalization;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Reports;

/// <summary>A case with what its viewer may do to it.</summary>
/// <param name="Typed">The reason that came back with an error.</param>
public sealed record CaseModel(QueueItem Item, bool Administers, Viewer Viewer, DateTimeOffset Now, string? Typed = null, string? ReasonError = null, string? FormError = null)
{
    public bool IsMine => Item.Case.Holder(Now) == Viewer.Id && Viewer.Id is not null;

    /// <summary>The decisions that are open to the viewer, once nobody else is at it; none where an admin was asked, or where they hid it themselves.</summary>
    public IReadOnlyList<CaseAct> Acts { get; } = [.. Viewer.Id is { } me && Item.HiddenById == me ? [] : CaseActs.From(Item.Case.State, Administers)];

    /// <summary>Whether something is another than before: what was done to it, or, by the clock, who is at it.</summary>
    public string Version => FormattableString.Invariant($"{Item.Case.Version}-{Item.Case.Holder(Now)}");

    /// <summary>Seconds until whoever is at it is so no more; null for nobody.</summary>
    public string? Lapses => Item.Case is { ClaimedAt: { } since } @case && @case.Holder(Now) is not null
        ? (since + Case.ClaimLasts - Now).TotalSeconds.ToString("0", CultureInfo.InvariantCulture) : null;

    public string Path => $"/f/{Item.Slug}/arguments/{Item.Argument.Id}/case";
}
