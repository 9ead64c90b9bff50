using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Sanctions;

/// <summary>What somebody has to bear: a word, silence on one board, or to stay outside.</summary>
public enum SanctionKind { Warning, Mute, Suspension }

/// <summary>
/// What a moderator did to somebody, why, and until when. It ends by itself, or is lifted. It is the memory of its command too: the
/// same (ById, CommandId) is never carried out twice.
/// </summary>
public sealed class Sanction
{
    public long Id { get; private set; }
    public required long AccountId { get; init; }
    public required SanctionKind Kind { get; init; }

    /// <summary>The board that it is about; null where it is about none.</summary>
    public long? ForecastId { get; init; }
    public Forecast? Forecast { get; private set; }

    /// <summary>The events of that board's log that brought it and that ended it before its time.</summary>
    public long? Seq { get; init; }
    public long? LiftedSeq { get; private set; }

    /// <summary>Why; null where nobody had to say.</summary>
    public required string? Reason { get; init; }

    /// <summary>Whose decision it was; null for whoever runs the program, by a verb.</summary>
    public required long? ById { get; init; }
    public Account? By { get; private set; }

    /// <summary>Whether an admin decided it, or whoever runs the program: then no moderator lifts it.</summary>
    public required bool ByAdmin { get; init; }
    public required Guid CommandId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>When it ends; <see cref="Account.ForGood"/> where it doesn't. A warning ends when it is read.</summary>
    public required DateTimeOffset Until { get; init; }
    public DateTimeOffset? LiftedAt { get; private set; }

    /// <summary>The command that lifted it, where no board's log remembers it.</summary>
    public Guid? LiftCommandId { get; private set; }

    public bool IsOn(DateTimeOffset now) => LiftedAt is null && Until > now;

    /// <summary>"for good", or "until 3 May 2027 14:05 UTC".</summary>
    public string End => Until == Account.ForGood ? "for good" : $"until {Account.Said(Until)}";

    internal void Lift(DateTimeOffset now, long? seq = null, Guid? commandId = null) => (LiftedAt, LiftedSeq, LiftCommandId) = (now, seq, commandId);

    internal sealed class Mapping : IEntityTypeConfiguration<Sanction>
    {
        public void Configure(EntityTypeBuilder<Sanction> sanction)
        {
            sanction.HasIndex(s => new { s.ById, s.CommandId }).IsUnique();
            sanction.HasIndex(s => new { s.AccountId, s.ForecastId });
            sanction.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
            sanction.HasOne(s => s.By).WithMany().HasForeignKey(s => s.ById);
            sanction.HasOne(s => s.Forecast).WithMany().HasForeignKey(s => s.ForecastId);
            sanction.Property(s => s.Kind).HasConversion<string>().HasMaxLength(16);
            sanction.Property(s => s.Reason).HasMaxLength(2 * Evidence.LongestReason);
        }
    }
}

public static class SanctionQueries
{
    /// <summary>Those that are in force at a moment.</summary>
    public static IQueryable<Sanction> On(this IQueryable<Sanction> sanctions, DateTimeOffset now) => sanctions.Where(s => s.LiftedAt == null && s.Until > now);

    /// <summary>Somebody has read what moderators warned them of.</summary>
    /// <param name="newest">The newest warning that they were shown.</param>
    public static async Task ReadWarningsAsync(this TextakDb db, long accountId, long newest, DateTimeOffset now)
    {
        foreach (var warning in await db.Sanctions.Where(s => s.AccountId == accountId && s.Kind == SanctionKind.Warning && s.Id <= newest).On(now).ToListAsync()) warning.Lift(now);
        await db.SaveChangesAsync();
    }
}
