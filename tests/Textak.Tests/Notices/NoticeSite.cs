using System.Data.Common;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Textak.Tests.Accounts;
using Textak.Web.Features.Notices;

namespace Textak.Tests.Notices;

/// <summary>A site whose clock the tests turn, and whose mail goes into a folder.</summary>
public sealed class NoticeSite : BusySite
{
    private readonly DirectoryInfo letters = Directory.CreateTempSubdirectory("textak-mail-");

    public NoticeSite()
    {
        Listens = true;
        (Settings["Mail:Folder"], Settings["Textak:Address"], Settings["Mail:From"]) = (letters.FullName, "https://board.example", "notices@board.example");
    }

    public LaterSite.TurnedClock Clock { get; init; } = new();

    internal Interlude Commands { get; } = new();

    /// <summary>Lets out all that there is for whoever may get it, once the logs are read to their ends.</summary>
    public Task NoticeAsync() => NoticeAsync(this);

    /// <summary>The same, on any site.</summary>
    internal static Task NoticeAsync(Site site) => Eventually.HoldsAsync(async () =>
    {
        await site.Services.GetRequiredService<Noticing>().RunAsync(TestContext.Current.CancellationToken);
        return await site.ReadAsync(db => db.Forecasts.AllAsync(f => db.NoticePositions.Any(p => p.Log == f.Id && p.Seq == f.LastSeq)))
            && await site.ReadAsync(async db => (await db.AuditHeads.SingleAsync()).Count == (await db.NoticePositions.SingleAsync(p => p.Log == NoticePosition.Acts)).Seq);
    }, "all notices are made");

    /// <summary>What was held back to be gathered comes out now, whatever the time.</summary>
    internal static Task LetOutAsync(Site site) => Eventually.HoldsAsync(async () =>
    {
        await site.ReadAsync(db => db.NoticeBoxes.ExecuteUpdateAsync(b => b.SetProperty(x => x.OutAt, DateTimeOffset.UnixEpoch)));
        await NoticeAsync(site);
        return !await site.ReadAsync(db => db.Notices.AnyAsync(n => n.OutAt == null));
    }, "all notices are out");

    /// <summary>The same, and what was held back to be gathered comes out too: it is later then.</summary>
    public async Task GatherAsync()
    {
        await NoticeAsync();
        Clock.Advance(NoticeBox.Between);
        await Eventually.HoldsAsync(async () =>
        {
            await NoticeAsync();
            return !await ReadAsync(db => db.Notices.AnyAsync(n => n.OutAt == null));
        }, "all notices are out");
    }

    /// <summary>All letters to somebody, the oldest first, once those that are due have gone.</summary>
    internal async Task<List<MimeMessage>> LettersAsync(string address)
    {
        await Services.GetRequiredService<Mailing>().RunAsync(TestContext.Current.CancellationToken);
        return [.. letters.EnumerateFiles("*.eml").OrderBy(file => file.LastWriteTimeUtc).Select(file => MimeMessage.Load(file.FullName)).Where(letter => letter.To.ToString() == address)];
    }

    /// <summary>One's notices in words, the newest gathering first.</summary>
    internal static async Task<List<string>> HeardAsync(Participant person) =>
        [.. (await PageAsync(person)).QuerySelectorAll(".gathering li > p:first-child").Select(line => line.Words())];

    internal static Task<IHtmlDocument> PageAsync(Participant person) => person.Visitor.GetAsync("/notices");

    internal static async Task FollowAsync(Participant person, string slug, bool follows = true)
    {
        await person.Visitor.GetAsync($"/f/{slug}");
        await person.Visitor.SubmitAsync("form.follow", ("follows", follows ? "true" : "false"));
    }

    internal static async Task FollowAuthorAsync(Participant person, string name)
    {
        await person.Visitor.GetAsync($"/u/{name}");
        await person.Visitor.SubmitAsync("form.follow", ("follows", "true"));
    }

    internal static async Task ChooseAsync(Participant person, params (string Name, string Value)[] choices)
    {
        await person.Visitor.GetAsync("/notices/choices");
        await person.Visitor.SubmitAsync("form:has([name=points])", choices);
        person.Visitor.Page.QuerySelector(".notice")!.Words().ShouldBe("Your choices were saved.");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        letters.Delete(recursive: true);
    }

    protected override void Configure(IWebHostBuilder host)
    {
        LaterSite.Turn(host, Clock);
        host.ConfigureServices(services => services.Intercept(Commands).Rest<Mailing>());
    }

    /// <summary>Something that happens just before the database is asked something, as if another node had done it.</summary>
    internal sealed class Interlude : DbCommandInterceptor
    {
        private (string Word, string Other, Func<Task> Act)? next;

        /// <param name="word">What the question has in it, and <paramref name="other"/> too.</param>
        public void Before(string word, string other, Func<Task> act) => next = (word, other, act);

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (next is { } due && command.CommandText.Contains(due.Word, StringComparison.Ordinal) && command.CommandText.Contains(due.Other, StringComparison.Ordinal))
            {
                next = null;
                await due.Act();
            }
            return result;
        }
    }
}
