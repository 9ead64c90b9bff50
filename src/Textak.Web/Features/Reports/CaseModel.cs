using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Reports;

/// <summary>A case with what its viewer may do to it.</summary>
/// <param name="Typed">The reason that came back with an error.</param>
public sealed record CaseModel(QueueItem Item, bool Administers, Viewer Viewer, DateTimeOffset Now, string? Typed = null, string? ReasonError = null, string? FormError = null)
{
    public bool IsMine => Item.Case.Holder(Now) == Viewer.Id && Viewer.Id is not null;

    /// <summary>The decisions that are open to the viewer; none while another moderator is at it.</summary>
    public IReadOnlyList<CaseAct> Acts { get; } = [.. CaseActs.From(Item.Case.State, Administers)];

    public string Path => $"/f/{Item.Slug}/arguments/{Item.Argument.Id}/case";
}
