using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Live;

public enum EventKind
{
    Proposed, Opened, Locked, Resolved, Reopened, CriteriaChanged,
    ArgumentPosted, ArgumentEdited, ArgumentWithdrawn, ArgumentHidden, ArgumentRestored, ArgumentRated, ArgumentAgreed,
    SourceCited, SourceTaken, SourceGraded, GradeChallenged,
    EstimateSet, EstimateReaffirmed, EstimateWithdrawn, EstimateAged, SignalAdded, SignalFaded, SignalWithdrawn,

    /// <summary>Something between the moderators and those who report or object: nothing on the board changes, and nobody is told.</summary>
    CaseChanged,

    /// <summary>Somebody was muted on the board, or may speak again: they alone are told.</summary>
    VoiceChanged,

    /// <summary>How long one has to wait between two arguments.</summary>
    SlowModeChanged,

    /// <summary>Other terms by which news is found for the board: nothing on it changes, and nobody is told.</summary>
    TermsChanged,
}

/// <summary>
/// One row of a forecast's log: what happened, to which things, by whom. It holds ids and never text, so that what a
/// moderator hid can't come back out of it. It is also the memory of a command: the same (ById, CommandId) is never
/// carried out twice.
/// </summary>
public sealed class BoardEvent
{
    public required long ForecastId { get; init; }

    /// <summary>1, 2, 3, ... within the forecast, in the order of the commits, without gaps.</summary>
    public required long Seq { get; init; }
    public required EventKind Kind { get; init; }
    public required long ById { get; init; }
    public Account? By { get; private set; }
    public required Guid CommandId { get; init; }

    /// <summary>See <see cref="Command"/>.</summary>
    public int? CommandDigest { get; init; }
    public required DateTimeOffset At { get; init; }
    public long? ArgumentId { get; private set; }
    public long? SignalId { get; private set; }

    // Set instead of the ids where the row is new too: the database hands out its id within the same save
    public Argument? Argument { get; init; }
    public Signal? Signal { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<BoardEvent>
    {
        public void Configure(EntityTypeBuilder<BoardEvent> @event)
        {
            @event.ToTable("Events");
            @event.HasKey(e => new { e.ForecastId, e.Seq });
            @event.HasIndex(e => new { e.ById, e.CommandId }).IsUnique();
            @event.HasOne<Forecast>().WithMany().HasForeignKey(e => e.ForecastId);
        }
    }
}

public static class ToldEvents
{
    /// <summary>Without what nobody is told of: how somebody weighs an argument, and what is the moderators' or one person's own.</summary>
    public static IQueryable<BoardEvent> Told(this IQueryable<BoardEvent> events) => events.Where(e =>
        e.Kind != EventKind.ArgumentRated && e.Kind != EventKind.ArgumentAgreed && e.Kind != EventKind.GradeChallenged
        && e.Kind != EventKind.CaseChanged && e.Kind != EventKind.VoiceChanged && e.Kind != EventKind.TermsChanged);
}
