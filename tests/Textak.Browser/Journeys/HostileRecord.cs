using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Tests;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Moderation;
using Textak.Web.Features.Notices;
using Textak.Web.Features.Reports;
using Textak.Web.Features.Resolution;
using Textak.Web.Features.Sanctions;
using Textak.Web.Platform;

namespace Textak.Browser;

/// <summary>The same in what is kept and passed on: queue, log, notices, mails, files. Of the texts one in so many, likewise.</summary>
public sealed class HostileRecord(Stage stage) : HostileJourney(stage)
{
    [Theory, InlineData(12), InlineData(1, Explicit = true)]
    public async Task Stays_text_where_moderators_read_it_and_give_reasons_and_in_what_is_public_of_it(int every)
    {
        var board = await Stage.OpenBoardAsync(@for: 0, against: 0);
        var (mia, wim) = (await ModeratorAsync("Mia", Devices.Desktop), await WatcherAsync(Devices.Phone));
        var (author, judge) = ((await Stage.MakeAccountAsync(Stage.NameFor("Mallory"))).UserName!, (await Stage.MakeAccountAsync(Stage.NameFor("Max"), moderates: true)).UserName!);
        var texts = Some(every);
        var ids = (await Stage.Site.AppendAsync(board.Slug, author, texts.Select(text => Rule(new PostArgument("for", text, null).ApplyAsync)))).Select(answer => answer.ArgumentId!.Value).ToList();
        // The record of whoever moved others shows the twenty strongest
        await Stage.Site.AppendAsync(board.Slug, judge, ids.Take(20).Select((id, n) => Rule(new SetEstimate(10 + n, [$"a{id}"]).ApplyAsync)));
        await wim.OpenAsync($"/u/{Uri.EscapeDataString(author)}");
        await ShowsTextAsync(wim, ".moving .text", [.. texts.Take(20)]);

        await wim.WatchAsync(board);
        await Stage.Site.AppendAsync(board.Slug, judge, texts.Zip(ids, (text, id) => Rule(new HideArgument(id, Hidden: true, Cut(text)).ApplyAsync)));
        await Expect(wim.NewestActivity).ToContainTextAsync(Plain.Text(Cut(texts[^1])));
        await IsInertAsync(wim);
        await AllAsync(person => person.OpenAsync($"{board.Path}?show=1020"), wim, mia);
        await AllAsync(IsInertAsync, wim, mia);
        var reasons = texts.AsEnumerable().Reverse().Select(text => Plain.Text(Cut(text))).ToList();
        (await wim.Page.Locator(".side.for .tombstone > p").AllTextContentsAsync()).Select(Plain.Text).ShouldBe(reasons.Select(reason => $"Hidden by a moderator: {reason}"));
        await mia.OpenAsync($"{board.Path}/arguments/{ids[0]}/visibility");
        await IsInertInBothWidthsAsync(mia);

        var logged = new List<string>();
        for (var next = $"/moderation/log/{board.Slug}"; next is not null; next = await wim.Page.EvaluateAsync<string?>("() => document.querySelector('a[rel=next]')?.href ?? null"))
        {
            await wim.OpenAsync(next);
            logged.AddRange(await wim.Page.Locator(".acts .why").AllTextContentsAsync());
            await IsInertAsync(wim);
        }
        logged.Select(Plain.Text).ShouldBe(reasons);
        await ReadsTheQueueAsync(mia, board, author, judge, texts);
    }

    [Theory, InlineData(6), InlineData(1, Explicit = true)]
    public async Task Stays_text_in_notices_and_in_the_files_that_people_take_away(int every)
    {
        var board = await Stage.OpenBoardAsync(@for: 0, against: 0);
        var (mallory, max) = (await ParticipantAsync("Mallory", Devices.Phone), (await Stage.MakeAccountAsync(Stage.NameFor("Max"))).UserName!);
        var texts = Some(every);
        // A page shows a hundred
        foreach (var some in texts.Chunk(90))
        {
            var posted = await Stage.Site.AppendAsync(board.Slug, mallory.Name, some.Select(text => Rule(new PostArgument("for", text, null).ApplyAsync)));
            await Stage.Site.AppendAsync(board.Slug, max, posted.Chunk(Reasons.Most).Select((few, n) => Rule(new SetEstimate(10 + n, [.. few.Select(answer => $"a{answer.ArgumentId}")]).ApplyAsync)));
            await HearAsync(mallory.Name, posted.Count);
            await mallory.OpenAsync("/notices");
            await ShowsTextAsync(mallory, ".gathering .why", some);
            await IsInertInBothWidthsAsync(mallory);
            await Stage.Site.ReadAsync(db => db.Notices.Where(n => n.ForecastId != null && db.Forecasts.Any(f => f.Id == n.ForecastId && f.Slug == board.Slug)).ExecuteDeleteAsync());
        }
        await mallory.OpenAsync($"/u/{Uri.EscapeDataString(mallory.Name)}");
        var file = await mallory.Page.RunAndWaitForDownloadAsync(() => mallory.Page.GetByRole(AriaRole.Link, new() { Name = "JSON" }).ClickAsync());
        using var json = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(await file.PathAsync()));
        json.RootElement.GetProperty("arguments").EnumerateArray().Select(a => a.GetProperty("text").GetString()!).ShouldBe(texts, ignoreOrder: true);
    }

    [Theory, InlineData(9), InlineData(1, Explicit = true)]
    public async Task Stays_text_as_the_title_of_a_board_in_notices_and_in_mails(int every)
    {
        var judge = (await Stage.MakeAccountAsync(Stage.NameFor("Max"), moderates: true)).UserName!;
        // A mail tells fifty
        foreach (var some in Some(every).Select(text => Cut(text.ReplaceLineEndings(" "))).Distinct().Chunk(45))
        {
            var fay = await ParticipantAsync("Fay", Devices.Phone);
            var address = await WantsMailAsync(fay.Name);
            foreach (var title in some)
            {
                var board = await Stage.OpenBoardAsync(@for: 0, against: 0);
                await Stage.Site.ReadAsync(async db =>
                {
                    // A file would not be taken with some of these in it; what is proposed may have them
                    await db.Forecasts.Where(f => f.Slug == board.Slug).ExecuteUpdateAsync(f => f.SetProperty(x => x.Title, title));
                    db.FollowedBoards.Add(new() { AccountId = await IdAsync(db, fay.Name), ForecastId = (await db.Forecasts.SingleAsync(f => f.Slug == board.Slug)).Id, At = DateTimeOffset.UnixEpoch });
                    return await db.SaveChangesAsync();
                });
                await Stage.AppendAsync(board, judge, new TakeStep(Step.Lock, "The keeper is away", null, Administers: false).ApplyAsync);
            }
            await HearAsync(fay.Name, some.Length);
            await fay.OpenAsync("/notices");
            await ShowsTextAsync(fay, ".gathering li > p:first-child a", some);
            await IsInertInBothWidthsAsync(fay);

            // Not before all of them are out: it would go in two letters
            await Stage.Site.ReadAsync(db => db.Users.Where(user => user.Email == address).ExecuteUpdateAsync(user => user.SetProperty(x => x.EmailConfirmed, true)));
            var letter = await Stage.LetterAsync(address);
            // By itself: it is not one of our pages
            await fay.OpenNewTabAsync(closeThis: true);
            await fay.Page.SetContentAsync(letter.HtmlBody!);
            await ShowsTextAsync(fay, "li a bdi", some);
            (await fay.Page.Locator("a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)")).ShouldAllBe(link => link.StartsWith(Stage.Site.Settings["Textak:Address"]!, StringComparison.Ordinal));
            some.Where(title => !letter.TextBody!.Contains(title, StringComparison.Ordinal)).ShouldBeEmpty();
            letter.Subject.ShouldBe(some.Length == 1 ? $"It is locked now: {some[0]}" : $"{some.Length} notices from Textak");
        }
    }

    /// <summary>One case with many reports, in the queue and by itself, and the sanctions of its author.</summary>
    private async Task ReadsTheQueueAsync(Person mia, Board board, string author, string judge, IReadOnlyList<string> notes)
    {
        var reported = (await Stage.AppendAsync(board, author, new PostArgument("for", "What many have a word to say about.", null).ApplyAsync)).ArgumentId!.Value;
        // A page of the queue shows twenty of them
        foreach (var note in notes = [.. notes.Take(20)]) await Stage.AppendAsync(board, (await Stage.MakeAccountAsync(Stage.NameFor("Rob"))).UserName!, new ReportArgument(reported, Cause.Other, note).ApplyAsync);
        foreach (var path in new[] { $"{board.Path}/arguments/{reported}/case", "/moderation/queue" })
        {
            await mia.OpenAsync(path);
            await mia.Page.Locator($"#case-{reported} details").EvaluateAsync("reports => { reports.open = true; }");
            await ShowsTextAsync(mia, $"#case-{reported} .reports span[dir]", notes);
            await IsInertInBothWidthsAsync(mia);
        }
        await Stage.AppendAsync(board, judge, new DecideCase(reported, CaseAct.Dismiss, "It is read", Administers: false).ApplyAsync);

        var mallory = await Stage.Site.ReadAsync(db => db.Users.Where(user => user.UserName == author).Select(user => user.Id).SingleAsync());
        foreach (var (n, reason) in notes.Index())
        {
            await Stage.AppendAsync(board, judge, change => new ImposeSanction(SanctionKind.Mute, "1", reason, Administers: false).MuteAsync(change, mallory));
            var mute = await Stage.Site.ReadAsync(db => db.Sanctions.Where(s => s.AccountId == mallory).MaxAsync(s => s.Id));
            if (n < notes.Count - 1) await Stage.AppendAsync(board, judge, new LiftSanction(mute, reason, Administers: false).UnmuteAsync);
        }
        await mia.OpenAsync($"/u/{Uri.EscapeDataString(author)}/sanctions");
        await ShowsTextAsync(mia, ".versions .text", notes);
        await IsInertInBothWidthsAsync(mia);
    }

    /// <summary>Waits until so many notices are out for somebody, whom nothing is held back from.</summary>
    private Task HearAsync(string name, int count) => Eventually.HoldsAsync(() => Stage.Site.ReadAsync(async db =>
    {
        var id = await IdAsync(db, name);
        await db.NoticeBoxes.Where(b => b.AccountId == id).ExecuteUpdateAsync(b => b.SetProperty(x => x.OutAt, DateTimeOffset.UnixEpoch));
        return await db.Notices.CountAsync(n => n.AccountId == id && n.OutAt != null) == count;
    }), $"{name} has heard of {count}");

    /// <summary>Somebody wants mail, to an address that isn't shown to be theirs yet.</summary>
    private async Task<string> WantsMailAsync(string name)
    {
        var address = $"{Ids.New():N}@mail.example";
        await Stage.Site.UseAsync<UserManager<Account>>(async users =>
        {
            var account = (await users.FindByNameAsync(name))!;
            account.Email = address;
            (await users.UpdateAsync(account)).Succeeded.ShouldBeTrue();
        });
        await Stage.Site.ReadAsync(async db =>
        {
            var choice = NoticeChoice.Default(await IdAsync(db, name), NoticeCause.Resolution);
            choice.Choose(NoticeWay.Mail, 0, null);
            db.Add(choice);
            return await db.SaveChangesAsync();
        });
        return address;
    }

    private static Task<long> IdAsync(Textak.Web.Data.TextakDb db, string name) => db.Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync();
}
