using Textak.Forecasting;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Forecasts;

/// <summary>Where a forecast stands, and how it gets from one status to the next. A step that leads nowhere is refused.</summary>
public sealed partial class Forecast
{
    /// <summary>How long after it a resolution may be taken back.</summary>
    public static readonly TimeSpan ReopensWithin = TimeSpan.FromDays(30);

    public Status Status { get; private set; } = Status.Open;

    /// <summary>When it opened last on this site: when it came here, be it with a history, or when it was reopened.</summary>
    public DateTimeOffset OpenSince { get; private set; }

    /// <summary>When it opened first on this site: when it came here, or was published. Reopening leaves that as it was.</summary>
    public DateTimeOffset HereSince { get; private set; }

    /// <summary>When it was locked; null while it takes estimates, and where it was resolved without having been locked.</summary>
    public DateTimeOffset? LockedAt { get; private set; }

    /// <summary>When, why and by which sources (web addresses) it was resolved; a reopened forecast has none of them.</summary>
    public DateTimeOffset? ResolvedAt { get; private set; }
    public string? Resolution { get; private set; }
    public IReadOnlyList<string> ResolutionSources { get; private set; } = [];

    public bool IsOpen => Status == Status.Open;

    /// <summary>Whether it came true; null before the end, and where that stays without an answer.</summary>
    public bool? Outcome => Status switch
    {
        Status.ResolvedTrue => true,
        Status.ResolvedFalse => false,
        _ => null,
    };

    /// <summary>"True", "False", "Ambiguous" or "Annulled"; null before the end.</summary>
    public string? Verdict => Status switch
    {
        Status.ResolvedTrue => "True",
        Status.ResolvedFalse => "False",
        Status.Ambiguous or Status.Annulled => Status.ToString(),
        _ => null,
    };

    /// <summary>The end of the horizon's day, UTC: from then on it takes nothing more.</summary>
    public DateTimeOffset DueAt => new(Horizon.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>When it stopped taking estimates, so that its number stands as it stood then; null while it takes them.</summary>
    public DateTimeOffset? ClosedAt => LockedAt ?? ResolvedAt;

    /// <summary>The time that is scored; null where the horizon lies before the opening, and nothing can be.</summary>
    public Term? Term => DueAt > OpenedAt ? new(OpenedAt, DueAt, ClosedAt is { } closed ? AfterOpening(closed) : DueAt) : null;

    /// <summary>
    /// When an estimate that nobody touches grows stale, and when its owner is told: <see cref="Staleness"/>. Where the forecast was
    /// closed meanwhile, or has just been imported, there is time to see the notice first.
    /// </summary>
    /// <returns>Null where it lasts to the horizon.</returns>
    public (DateTimeOffset NoticeAt, DateTimeOffset At)? StaleAt(DateTimeOffset madeAt)
    {
        if (DueAt <= OpenedAt || Staleness.Of(OpenedAt, DueAt, AfterOpening(madeAt)) is not { } stale) return null;
        var reopened = OpenSince + Staleness.Notice;
        return stale.At < reopened ? (OpenSince, reopened) : stale;
    }

    /// <summary>Why nothing can be added now, or null while the forecast is open.</summary>
    public Refusal? Closed => Status switch
    {
        Status.Open => null,
        Status.Proposed => new("", "This forecast is a proposal; it opens once a moderator publishes it."),
        Status.Locked => new("", "This forecast is locked: it takes no arguments or estimates for now."),
        _ => new("", "This forecast is resolved: it takes no more arguments or estimates."),
    };

    /// <summary>As <see cref="Closed"/>, and from the horizon on, though nobody has come to lock it yet.</summary>
    public Refusal? ClosedAs(DateTimeOffset now) => Closed
        ?? (now < DueAt ? null : new("", "The horizon of this forecast has passed: it takes no more arguments or estimates."));

    /// <summary>Makes a new forecast a proposal, before its log begins.</summary>
    public Forecast AsProposal()
    {
        if (LastSeq > 0) throw new InvalidOperationException("Its log has begun.");
        (Status, IsAsked) = (Status.Proposed, false);
        return this;
    }

    /// <summary>It is here now, with all that happened to it elsewhere: nobody's estimate has grown stale without a notice.</summary>
    internal void Arrive(DateTimeOffset now) => OpenSince = HereSince = now;

    /// <summary>Opens a proposal.</summary>
    public Refusal? Publish(DateTimeOffset now)
    {
        if (Status != Status.Proposed) return new("", "Only a proposal can be published.");
        if (now >= DueAt) return new("", "Its horizon has passed: a forecast about the past can't open.");
        (Status, IsAsked, openedAt, OpenSince, HereSince) = (Status.Open, true, now, now, now);
        return null;
    }

    /// <summary>Stops an open forecast from taking estimates and arguments.</summary>
    public Refusal? Lock(DateTimeOffset now)
    {
        if (Status == Status.Locked) return new("", "This forecast is locked already.");
        if (Status != Status.Open) return new("", "Only an open forecast can be locked.");
        (Status, LockedAt) = (Status.Locked, now);
        return null;
    }

    /// <summary>Ends the forecast. A second resolution is refused, and so is an answer to what was never asked.</summary>
    /// <param name="outcome">One of the four that end it; a proposal can only be annulled.</param>
    public Refusal? Resolve(Status outcome, string reason, IReadOnlyList<string> sources, DateTimeOffset now)
    {
        if (outcome is Status.Proposed or Status.Open or Status.Locked) throw new ArgumentOutOfRangeException(nameof(outcome));
        if (ResolvedAt is not null) return new("", "This forecast is resolved already.");
        if (Status == Status.Proposed && outcome != Status.Annulled) return new("", "This forecast is a proposal: publish it or annul it.");
        (Status, Resolution, ResolutionSources, ResolvedAt) = (outcome, reason, sources, now);
        return null;
    }

    /// <summary>
    /// Takes back a resolution or a lock: the forecast is open again, or, where its horizon has passed by now, locked and without
    /// an outcome.
    /// </summary>
    public Refusal? Reopen(DateTimeOffset now)
    {
        if (ResolvedAt is null && Status != Status.Locked) return new("", "Only a locked or resolved forecast can be reopened.");
        if (ResolvedAt is { } resolved && now - resolved > ReopensWithin)
            return new("", $"A resolution can be taken back within {ReopensWithin.TotalDays:0} days; this one is older.");
        if (ResolvedAt is null && now >= DueAt) return new("", "The horizon has passed: this forecast stays locked until it is resolved.");

        (ResolvedAt, Resolution, ResolutionSources, IsAsked) = (null, null, [], true);
        if (now < DueAt) (Status, LockedAt, OpenSince) = (Status.Open, null, now);
        else (Status, LockedAt) = (Status.Locked, LockedAt ?? now);
        return null;
    }

    // A node whose clock is slow may write down an earlier time
    private DateTimeOffset AfterOpening(DateTimeOffset at) => at > OpenedAt ? at : OpenedAt;
}
