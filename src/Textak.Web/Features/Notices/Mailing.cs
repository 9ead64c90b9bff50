using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Notices;

/// <summary>
/// Sends by mail what came out, to those who want it, at most once in an hour. One node does it at a time. Should it die between sending
/// and noting that it sent, the letter goes again under the same id.
/// </summary>
public sealed class Mailing(IServiceScopeFactory scopes, Mail mail, MailLinks links, Fragments fragments, Node node, TimeProvider time, ILogger<Mailing> logger) : BackgroundService
{
    public const string LeaseName = "mail";
    private const int MostAtOnce = 100;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2), Look = TimeSpan.FromSeconds(5), AfterFailure = TimeSpan.FromMinutes(5);

    /// <summary>Sends all that is due now, unless another node is at it.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        if (!await Due(db).AnyAsync(stop) || !await Lease.TakeAsync(db, LeaseName, node.Name, time.Now(), Lasts)) return;
        foreach (var id in await Due(db).OrderBy(a => a.Id).Select(a => a.Id).Take(MostAtOnce).ToListAsync(stop))
        {
            if (!await Lease.TakeAsync(db, LeaseName, node.Name, time.Now(), Lasts)) return;
            // A server may take its time with those before: until then this one may have taken the address away
            if (await Due(db).SingleOrDefaultAsync(a => a.Id == id, stop) is { } account) await SendAsync(db, account, stop);
        }
        await Lease.ReturnAsync(db, LeaseName, node.Name, time.Now());
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        mail.IsOn ? Rounds.RepeatAsync(RunAsync, Look, time, logger, "Mail could not be sent", stoppingToken) : Task.CompletedTask;

    private IQueryable<Account> Due(TextakDb db)
    {
        var now = time.Now();
        return db.Users.AsNoTracking().Where(a => a.Email != null && a.EmailConfirmed && (a.SuspendedUntil == null || a.SuspendedUntil <= now)
            && db.NoticeBoxes.Any(b => b.AccountId == a.Id && b.MailAfter <= now) && db.Notices.Any(n => n.MailDue && n.AccountId == a.Id && n.OutAt != null));
    }

    private async Task SendAsync(TextakDb db, Account to, CancellationToken stop)
    {
        var (id, now) = (to.Id, time.Now());
        // What comes out while it is sent waits for the next
        var last = await db.Notices.Where(n => n.AccountId == id && n.MailDue && n.OutAt != null).MaxAsync(n => n.OutAt, stop);
        bool isSent;
        try
        {
            var letter = await Letter.WriteAsync(db, mail, links, fragments, to, last, now, stop);
            if (letter is not null) await mail.SendAsync(letter, stop);
            isSent = letter is not null;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // One address that no server takes keeps nobody else from theirs
            logger.LogWarning("A mail to account {Account} could not be sent; trying again in five minutes: {Message}", id, e.Message);
            await WaitAsync(db, id, now + AfterFailure, stop);
            return;
        }
        await db.Notices.Where(n => n.AccountId == id && n.MailDue && n.OutAt <= last).ExecuteUpdateAsync(n => n.SetProperty(x => x.MailDue, false), stop);
        if (isSent) await WaitAsync(db, id, now + NoticeBox.BetweenMails, stop);
    }

    private static Task WaitAsync(TextakDb db, long account, DateTimeOffset until, CancellationToken stop) =>
        db.NoticeBoxes.Where(b => b.AccountId == account).ExecuteUpdateAsync(b => b.SetProperty(x => x.MailAfter, until), stop);
}
