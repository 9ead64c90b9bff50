using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;

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

    public void Choose(NoticeWay way, int points, Side? side) => (Way, Points, Side) = (way, points, side);

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
