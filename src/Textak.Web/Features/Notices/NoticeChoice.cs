using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Notices;

/// <summary>How somebody hears of a cause: not at all, on the page of notices, or there and by mail.</summary>
public enum NoticeWay { None, Here, Mail }

/// <summary>What somebody chose for one cause. Who chose nothing has no row, and hears of it on the page.</summary>
public sealed class NoticeChoice
{
    public const int MostPoints = 50;

    public required long AccountId { get; init; }
    public required NoticeCause Cause { get; init; }
    public NoticeWay Way { get; private set; } = NoticeWay.Here;

    /// <summary>Of new arguments: those alone that moved the board's number by so many percentage points; 0 for every one.</summary>
    public int Points { get; private set; }

    /// <summary>Of new arguments: those of this side alone; null for both.</summary>
    public Side? Side { get; private set; }

    public static NoticeChoice Default(long accountId, NoticeCause cause) => new() { AccountId = accountId, Cause = cause };

    /// <summary>What is wrong with points outside of 0 to <see cref="MostPoints"/>.</summary>
    internal static readonly Refusal NoPoints = new("points", $"Give a whole number of points from 0 to {MostPoints}.");

    public static bool ArePoints(int points) => points is >= 0 and <= MostPoints;

    /// <summary>Points and a side narrow new arguments alone.</summary>
    public void Choose(NoticeWay way, int points, Side? side) => (Way, Points, Side) = Cause == NoticeCause.Argument ? (way, points, side) : (way, 0, null);

    /// <summary>All of somebody's, by cause: tracked where they are there, and not yet where nothing was chosen.</summary>
    internal static async Task<IReadOnlyDictionary<NoticeCause, NoticeChoice>> ReadAsync(TextakDb db, long me, CancellationToken stop)
    {
        var chosen = await db.NoticeChoices.Where(c => c.AccountId == me).ToDictionaryAsync(c => c.Cause, stop);
        return NoticeCauses.All.ToDictionary(cause => cause, cause => chosen.GetValueOrDefault(cause) ?? Default(me, cause));
    }

    /// <summary>Chooses, to be saved with what else is chosen: <see cref="SaveAsync"/>.</summary>
    internal void Choose(TextakDb db, NoticeWay way, int points, Side? side)
    {
        if (db.Entry(this).State == EntityState.Detached) db.NoticeChoices.Add(this);
        Choose(way, points, side);
    }

    // Twice at once: the first of the two stays
    internal static Task SaveAsync(TextakDb db) => db.OnceAsync(() => db.SaveChangesAsync());

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeChoice>
    {
        public void Configure(EntityTypeBuilder<NoticeChoice> choice)
        {
            choice.HasKey(c => new { c.AccountId, c.Cause });
            choice.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
            choice.Property(c => c.Way).HasConversion<string>().HasMaxLength(8);
        }
    }
}
