using Textak.Web.Features.Live;

namespace Textak.Web.Features.Notices;

/// <summary>One thing that one person is to hear of, as the log says it.</summary>
internal sealed record Told(long AccountId, NoticeCause Cause, EventKind Kind, DateTimeOffset At)
{
    public long? ForecastId { get; init; }
    public long? ProposalId { get; init; }
    public long? Subject { get; init; }
    public long? ArgumentId { get; init; }
    public long? ById { get; init; }

    public NoticeKey Key => new(AccountId, Cause, Kind, ForecastId, ProposalId, Subject);

    public Notice ToNotice() => new() { AccountId = AccountId, Cause = Cause, Kind = Kind, ForecastId = ForecastId, ProposalId = ProposalId, Subject = Subject };
}
