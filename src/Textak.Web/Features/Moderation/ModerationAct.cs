using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Moderation;

/// <summary>Why a moderator, or the board itself, did what the event of the same number says. Everybody may read it.</summary>
public sealed class ModerationAct
{
    /// <summary>Characters in the reason that stands in place of an argument.</summary>
    public const int ReasonLength = 200;

    public required long ForecastId { get; init; }
    public required long Seq { get; init; }
    public required string Reason { get; init; }

    /// <summary>Web addresses by which it can be checked; none where nothing had to be shown.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The status that it led to; null where it changed none.</summary>
    public Status? Status { get; init; }

    /// <summary>
    /// Records an act of a moderator's, whole: the event, the reason that stands on the board, and the entry in the audit's chain.
    /// </summary>
    /// <param name="detail">What the deed leaves open: <see cref="AuditEntry.Detail"/>.</param>
    internal static async Task RecordAsync(
        Change change, EventKind kind, Deed deed, Evidence why, Argument? argument = null, Signal? signal = null, Status? status = null, string? detail = null)
    {
        change.Record(kind, argument, signal);
        change.Db.ModerationActs.Add(new() { ForecastId = change.Forecast.Id, Seq = change.Seq, Reason = why.Reason, Sources = why.Sources, Status = status });
        await AuditHead.AddAsync(change.Db, new()
        {
            At = change.Now, ById = change.AccountId, Deed = deed, ForecastId = change.Forecast.Id, ArgumentId = argument?.Id, Reason = why.Reason, Detail = detail,
        });
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ModerationAct>
    {
        public void Configure(EntityTypeBuilder<ModerationAct> act)
        {
            act.HasKey(a => new { a.ForecastId, a.Seq });
            act.HasOne<BoardEvent>().WithOne().HasForeignKey<ModerationAct>(a => new { a.ForecastId, a.Seq });
            // A character may take two UTF-16 units
            act.Property(a => a.Reason).HasMaxLength(2 * Evidence.LongestReason);
            act.PrimitiveCollection(a => a.Sources);
        }
    }
}
