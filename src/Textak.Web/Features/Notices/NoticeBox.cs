using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Notices;

/// <summary>Where one person's notices come out, gathered: at most one gathering in ten minutes, and one mail in an hour.</summary>
public sealed class NoticeBox
{
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(10), BetweenMails = TimeSpan.FromHours(1), BetweenQuestions = TimeSpan.FromMinutes(10);

    /// <summary>How long notices are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public required long AccountId { get; init; }

    /// <summary>When the last gathering came out.</summary>
    public DateTimeOffset OutAt { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>What came out until then has been read, and how many gatherings came out since.</summary>
    public DateTimeOffset SeenAt { get; private set; } = DateTimeOffset.UnixEpoch;
    public int Unseen { get; private set; }

    /// <summary>Which change made it so: <see cref="NoticePosition.Boxes"/> counts those of all boxes, and each node tells what it hasn't told.</summary>
    public long Change { get; private set; }

    /// <summary>No mail before this.</summary>
    public DateTimeOffset MailAfter { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>When the owner last had a mail sent that asks whether the address is theirs.</summary>
    public DateTimeOffset AskedAt { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Lets out what waits for some people, and takes away what is older than anybody asks for.</summary>
    internal static Task LetOutAsync(TextakDb db, IReadOnlyList<long> waiting, DateTimeOffset now, CancellationToken stop) => ChangeAsync(db, async change =>
    {
        var (old, latest) = (now - Kept, now - Between);
        // Another node may have let out theirs since it was asked who waits; from here on none can
        var accounts = await db.NoticeBoxes.Where(b => waiting.Contains(b.AccountId) && b.OutAt <= latest).Select(b => b.AccountId).ToListAsync(stop);
        await db.Notices.Where(n => accounts.Contains(n.AccountId) && n.OutAt < old).ExecuteDeleteAsync(stop);
        await db.Notices.Where(n => accounts.Contains(n.AccountId) && n.OutAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.OutAt, now), stop);
        await db.NoticeBoxes.Where(b => accounts.Contains(b.AccountId)).ExecuteUpdateAsync(b => b.SetProperty(x => x.OutAt, now).SetProperty(x => x.Change, change)
            .SetProperty(x => x.Unseen, x => db.Notices.Where(n => n.AccountId == x.AccountId && n.OutAt > x.SeenAt).Select(n => n.OutAt).Distinct().Count()), stop);
    }, stop);

    /// <summary>One has read what came out until a moment; what came out meanwhile one hasn't, nor what comes out later, by whichever node's clock.</summary>
    internal static Task SeeAsync(TextakDb db, long account, DateTimeOffset until, CancellationToken stop) => ChangeAsync(db, change =>
        db.NoticeBoxes.Where(b => b.AccountId == account && b.SeenAt < until && db.Notices.Any(n => n.AccountId == account && n.OutAt >= until)).ExecuteUpdateAsync(b => b.SetProperty(x => x.SeenAt, until).SetProperty(x => x.Change, change)
            .SetProperty(x => x.Unseen, x => db.Notices.Where(n => n.AccountId == x.AccountId && n.OutAt > until).Select(n => n.OutAt).Distinct().Count()), stop), stop);

    /// <summary>Takes the right to ask whether an address is its owner's, which nobody has often.</summary>
    internal static async Task<bool> AskAsync(TextakDb db, long account, DateTimeOffset now)
    {
        if (!await db.NoticeBoxes.AnyAsync(b => b.AccountId == account)) await db.OnceAsync(() =>
        {
            db.NoticeBoxes.Add(new() { AccountId = account });
            return db.SaveChangesAsync();
        });
        var latest = now - BetweenQuestions;
        return await db.NoticeBoxes.Where(b => b.AccountId == account && b.AskedAt <= latest).ExecuteUpdateAsync(b => b.SetProperty(x => x.AskedAt, now)) == 1;
    }

    private static Task ChangeAsync(TextakDb db, Func<long, Task> work, CancellationToken stop) => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await work(await NoticePosition.NextChangeAsync(db, stop));
        await transaction.CommitAsync(stop);
    });

    internal sealed class Mapping : IEntityTypeConfiguration<NoticeBox>
    {
        public void Configure(EntityTypeBuilder<NoticeBox> box)
        {
            box.HasKey(b => b.AccountId);
            box.Property(b => b.AccountId).ValueGeneratedNever();
            box.HasIndex(b => b.Change);
            box.HasOne<Account>().WithOne().HasForeignKey<NoticeBox>(b => b.AccountId);
        }
    }
}
