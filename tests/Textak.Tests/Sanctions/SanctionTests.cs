using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Accounts;
using Textak.Tests.Live;
using Textak.Tests.Moderation;
using Textak.Web.Features.Audit;

namespace Textak.Tests.Sanctions;

/// <summary>Somebody is warned, muted or suspended, with a reason; it takes effect at once, ends by itself, and stands in the open record.</summary>
[Collection(nameof(ModeratedSite))]
public sealed class SanctionTests(LiveSite site) : IAsyncLifetime
{
    private const string Why = "It went too far, twice.";

    private Participant person = null!, keeper = null!, admin = null!;
    private string slug = null!, name = null!;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        person = await Participant.JoinAsync(site, name = Fresh.Name());
        keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        admin = await Participant.AdminAsync(site, Fresh.Name("Chief"));
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        (await site.ReadAsync(db => AuditChain.FindFaultAsync(db, new Dictionary<long, string>()))).ShouldBeNull();
        foreach (var one in new[] { person, keeper, admin }) one.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_warning_stands_until_it_is_read()
    {
        (await keeper.SanctionAsync(name, "Warning", Why)).ShouldBeTakenToo();
        (await person.Visitor.GetAsync($"/f/{slug}")).QuerySelector("#voice:not([hidden])")!.TextContent.ShouldBe($"A moderator warned you: {Why}");
        (await person.ArguedAsync(slug, "for", "It may still be said.")).ShouldBeGreaterThan(0);

        (await person.Visitor.GetAsync("/account")).QuerySelector("#sanctions + ul")!.Words().ShouldBe($"A warning {Why}");
        await person.Visitor.SubmitAsync("form[action*='handler=warnings']");
        person.Visitor.Page.QuerySelector("#sanctions").ShouldBeNull();
        (await person.Visitor.GetAsync($"/f/{slug}")).QuerySelector("#voice")!.HasAttribute("hidden").ShouldBeTrue();
        (await LogAsync("")).ShouldContain($"{NameOf(keeper)} warned {name} {Why}");
    }

    [Fact]
    public async Task Who_is_muted_reads_and_estimates_and_neither_argues_nor_rates_there_until_it_is_lifted()
    {
        var theirs = await admin.ArguedAsync(slug, "for", "An argument to be rated.", "https://example.org/");
        var (own, source) = (await person.ArguedAsync(slug, "for", "It was said before."), await site.ReadAsync(db => db.SourceLinks.Where(s => s.ArgumentId == theirs).Select(s => s.Id).SingleAsync()));
        await using var watcher = await Watcher.OfAsync(site, slug);
        var head = await site.HeadAsync(slug);
        (await keeper.SanctionAsync(name, "Mute", Why, "3", slug)).ShouldBeTaken();

        await watcher.ReachesAsync(head + 1);
        watcher.Pushed.First(frame => frame.To > head).Voices.ShouldHaveSingleItem();
        watcher.Pushed.SelectMany(frame => frame.Activity).ShouldBeEmpty();
        (await person.ArgueAsync(slug, "for", "It can not be said here.")).ShouldBeRefused("for-", $"You are muted on this board until");
        (await person.ArgueAsync(slug, "for", "It can not be said here.", percent: "40")).ShouldBeRefused("for-", Why);
        foreach (var (field, reply) in new[]
        {
            ("", await person.RateAsync(slug, theirs, "5")), ("", await person.AgreeAsync(slug, theirs)), ("", await person.ChallengeAsync(slug, theirs, source, "direct")),
            ("rebuttal-", await person.RebutAsync(slug, theirs, "It can not be said so either.")), ("", await person.EditAsync(slug, own, 1, "It can not be changed to this.")),
            ("source-", await person.CiteAsync(slug, own, "https://example.com/")),
        })
            reply.ShouldBeRefused(field, "You are muted");
        (await person.Visitor.GetAsync($"/f/{slug}/arguments/{own}")).ShouldSatisfyAllConditions(
            shown => shown.QuerySelector("main > .notice")!.TextContent.ShouldStartWith("You are muted"), shown => shown.QuerySelectorAll("form.wording, form.cite").ShouldBeEmpty());
        // What one said may be taken back
        (await person.TakeBackAsync(slug, own)).ShouldBeTaken();
        (await person.EstimateAsync(slug, 40)).ShouldBeTaken();
        (await person.ArguedAsync(await site.OpenAsync(Fresh.Slug()), "for", "It can be said elsewhere.")).ShouldBeGreaterThan(0);
        var page = await person.Visitor.GetAsync($"/f/{slug}");
        (page.Body!.ClassList.Contains("muted"), page.QuerySelector("#voice")!.TextContent.Contains(Why, StringComparison.Ordinal)).ShouldBe((true, true));
        (await keeper.SanctionAsync(name, "Mute", Why, "3", slug)).ShouldBeRefused("Kind", "muted there already");

        var id = await site.ReadAsync(db => db.Sanctions.Where(s => s.Reason == Why && s.ForecastId != null).MaxAsync(s => s.Id));
        (await keeper.LiftAsync(name, id, "It was a misunderstanding")).ShouldBeTaken();
        (await person.ArguedAsync(slug, "for", "It can be said again.")).ShouldBeGreaterThan(0);
        (await LogAsync($"/{slug}")).ShouldSatisfyAllConditions(
            log => log[0].ShouldBe($"{NameOf(keeper)} let {name} speak again on the board It was a misunderstanding"),
            log => log[1].ShouldMatch($"^{NameOf(keeper)} muted {name} on the board until .* UTC {Why}$"));
    }

    [Fact]
    public async Task Who_is_suspended_is_out_on_every_node_at_once_and_told_why()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (who, mod) = (Fresh.Name(), Fresh.Name("Keeper"));
        (await nodes.One.RegisterAsync(who)).Dispose();
        using var mo = await Participant.ModerateAsync(nodes.One, mod);
        var cookie = await SignedIn.CookieAsync(nodes.One, who);
        await using var here = SignedIn.Socket(nodes.One, cookie);
        await using var there = SignedIn.Socket(nodes.Two, cookie);
        await Task.WhenAll(here.StartAsync(TestContext.Current.CancellationToken), there.StartAsync(TestContext.Current.CancellationToken));

        (await mo.SanctionAsync(who, "Suspension", Why, "7")).ShouldBeTakenToo();
        await Eventually.HoldsAsync(() => here.State == HubConnectionState.Disconnected && there.State == HubConnectionState.Disconnected, "both sockets are closed", seconds: 2);

        using var visitor = await nodes.Two.SignInAsync(who);
        visitor.Page.QuerySelector(".error")!.TextContent.ShouldMatch($"^This account is suspended until .* UTC: {Why}$");
        var id = await nodes.One.ReadAsync(db => db.Sanctions.Select(s => s.Id).SingleAsync());
        var lift = Guid.Parse("77777777-0000-0000-0000-000000000005");
        for (var n = 0; n < 2; n++) (await mo.LiftAsync(who, id, "He said sorry", lift)).ShouldBeTakenToo();
        (await mo.LiftAsync(who, id, "He said sorry")).ShouldBeRefused("lift-", "nothing to lift");
        using var back = await nodes.Two.SignInAsync(who);
        back.Page.QuerySelector(".who a[href='/account']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Watchers_see_at_once_that_a_board_is_slow_and_that_young_accounts_move_its_number()
    {
        var (elder, second) = (person, keeper);
        var board = await site.OpenAsync(Fresh.Slug());
        await using var watcher = await Watcher.OfAsync(site, board);
        (await elder.EstimateAsync(board, 30)).ShouldBeTaken();
        (await second.EstimateAsync(board, 32)).ShouldBeTaken();
        (await keeper.SendAsync($"/f/{board}/slow", Manner.Script, null, ("minutes", "5"), ("reason", Why))).ShouldBeTaken();
        await watcher.ReceivesAsync(frame => frame.Slow == 5, "the board is slow");
        for (var n = 0; n < 3; n++)
        {
            using var young = await Participant.JoinAsync(site, Fresh.Name("Young"));
            (await young.EstimateAsync(board, 90)).ShouldBeTaken();
        }

        const string said = "3 accounts younger than this forecast move its number from 31% to 90%.";
        using var stranger = site.Visit();
        (await stranger.GetAsync($"/f/{board}")).QuerySelector("#brigade:not([hidden])")!.TextContent.ShouldBe(said);
        // Whoever comes is told; those who are there within half a minute, or with what somebody else was told
        (await watcher.AskAsync(board, 0)).Brigade.ShouldBe(said);
        foreach (var step in new[] { "Lock", "Reopen" }) (await admin.StepAsync(board, step, Why)).ShouldBeTaken();
        (await stranger.GetAsync($"/f/{board}")).QuerySelector("#brigade:not([hidden])")!.TextContent.ShouldBe(said, "reopening makes nobody older");
        using var shy = await Participant.JoinAsync(site, Fresh.Name("Shy"));
        await shy.Visitor.GetAsync("/account");
        await shy.Visitor.SubmitAsync("form[action*='handler=numbers']", ("ownFirst", "true"));
        (await shy.Visitor.GetAsync($"/f/{board}")).QuerySelector("#brigade")!.TextContent.ShouldBeEmpty("it tells numbers");
    }

    [Fact]
    public async Task The_same_command_twice_is_one_sanction()
    {
        var id = Guid.Parse("77777777-0000-0000-0000-000000000003");
        for (var n = 0; n < 2; n++) (await keeper.SanctionAsync(name, "Warning", Why, id: id)).ShouldBeTakenToo();
        (await LogAsync("")).Count(act => act.Contains(name, StringComparison.Ordinal)).ShouldBe(1);
        (await keeper.Visitor.GetAsync($"/u/{Uri.EscapeDataString(name)}/sanctions")).QuerySelectorAll(".versions li").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Who_may_do_what_to_whom_and_for_how_long()
    {
        (await keeper.SanctionAsync(name, "Suspension", Why, "31")).ShouldBeRefused("Days", "at most 30 days");
        (await keeper.SanctionAsync(name, "Suspension", Why, "")).ShouldBeRefused("Days", "at most 30 days");
        (await keeper.SanctionAsync(name, "Suspension", Why, "0")).ShouldBeRefused("Days", "a whole number of days");
        (await keeper.SanctionAsync(name, null, Why)).ShouldBeRefused("Kind", "Choose what it is to be.");
        (await keeper.SanctionAsync(name, "Warning", " ")).ShouldBeRefused("Reason", "Say why");
        (await keeper.SanctionAsync(name, "Mute", Why, "1", "no-such-board")).ShouldBeRefused("Board", "Name the board");
        (await keeper.SanctionAsync(NameOf(keeper), "Warning", Why)).ShouldBeRefused("", "your own account");
        (await keeper.SanctionAsync(NameOf(admin), "Warning", Why)).ShouldBeRefused("", "They moderate too");
        (await keeper.SanctionAsync("Textak Editorial", "Warning", Why)).ShouldBeRefused("", "belongs to the house");
        (await admin.SanctionAsync(NameOf(keeper), "Warning", Why)).ShouldBeTakenToo();
        (await admin.SanctionAsync(name, "Suspension", Why, "")).ShouldBeTakenToo();
        (await LogAsync("")).ShouldContain($"{NameOf(admin)} suspended {name} for good {Why}");
        // A shorter one does not shorten it, and what an admin decided an admin lifts
        (await keeper.SanctionAsync(name, "Suspension", Why, "1")).ShouldBeTakenToo();
        (await site.ReadAsync(db => db.Users.Where(a => a.UserName == name).Select(a => a.SuspendedUntil).SingleAsync())).ShouldBe(Textak.Web.Features.Accounts.Account.ForGood);
        var id = await site.ReadAsync(db => db.Sanctions.Where(s => db.Users.Any(a => a.Id == s.AccountId && a.UserName == name)).MaxAsync(s => s.Id));
        (await keeper.LiftAsync(name, id, "Enough")).ShouldBeRefused("lift-", "an admin lifts it");
        (await admin.LiftAsync(name, id, "Enough")).ShouldBeTakenToo();
        (await site.SignInAsync(name)).Page.QuerySelector(".who a[href='/account']").ShouldNotBeNull();
    }

    private static string NameOf(Participant one) => one.Visitor.Page.QuerySelector(".who a[href='/account'] bdi")!.TextContent;

    private async Task<List<string>> LogAsync(string board)
    {
        using var stranger = site.Visit();
        await stranger.GetAsync($"/moderation/log{board}");
        return [.. stranger.Page.QuerySelectorAll(".acts li").Select(act => string.Join(' ', act.QuerySelectorAll("p:not(.about)").Select(part => part.Words())))];
    }
}

internal static class SanctionReplies
{
    /// <summary>Taken, where no board's event tells so.</summary>
    public static void ShouldBeTakenToo(this Reply reply) => reply.Status.ShouldBe(System.Net.HttpStatusCode.OK, reply.Complaint);
}
