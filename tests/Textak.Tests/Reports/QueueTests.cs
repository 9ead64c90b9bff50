using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Textak.Tests.Accounts;
using Textak.Tests.Live;
using Textak.Tests.Moderation;
using Textak.Web.Features.Live;

namespace Textak.Tests.Reports;

/// <summary>Moderators take cases, decide them and see each other at it; an author objects once, and another moderator decides.</summary>
[Collection(nameof(ModeratedSite))]
public sealed class QueueTests(LiveSite site) : IAsyncLifetime
{
    private const string Words = "Buy our lamps, they are the best.", Why = "It advertises lamps", Objection = "I sell no lamps; I asked who does.";

    private Participant author = null!, reporter = null!, other = null!, keeper = null!, second = null!, admin = null!;
    private string slug = null!;
    private long argument;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        reporter = await Participant.JoinAsync(site, Fresh.Name("Reporter"));
        other = await Participant.JoinAsync(site, Fresh.Name("Other"));
        keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        second = await Participant.ModerateAsync(site, Fresh.Name("Second"));
        admin = await Participant.AdminAsync(site, Fresh.Name("Chief"));
        argument = await author.ArguedAsync(slug, "for", Words);
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        foreach (var person in new[] { author, reporter, other, keeper, second, admin }) person.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_one_has_taken_another_can_not_decide_until_it_is_let_go()
    {
        await ReportedAsync();
        (await keeper.DecideAsync(slug, argument, "Claim")).ShouldBeTaken();
        var name = NameOf(keeper);

        (await CaseAsync(second)).ShouldContain($"{name} is at it.");
        (await CaseAsync(keeper)).ShouldContain("You are at it.");
        foreach (var act in new[] { "Claim", "Release", "Hide", "Dismiss", "Escalate" })
            (await second.DecideAsync(slug, argument, act, Why)).ShouldBeRefused("", $"{name} is at it.");
        (await second.DecideAsync(slug, argument, "Hide", Why, manner: Manner.Form)).ShouldComplain(".case .error", $"{name} is at it.");

        (await keeper.DecideAsync(slug, argument, "Release")).ShouldBeTaken();
        (await second.DecideAsync(slug, argument, "Hide", Why)).ShouldBeTaken();
        (await keeper.DecideAsync(slug, argument, "Dismiss", Why)).ShouldBeRefused("", "somebody has done it just now");
        (await LogAsync())[0].ShouldBe($"{NameOf(second)} hid an argument for {Why}");
        (await other.Visitor.GetAsync($"/f/{slug}")).DocumentElement.OuterHtml.ShouldNotContain(Words);
    }

    [Fact]
    public async Task What_was_dismissed_comes_back_with_what_is_reported_later()
    {
        await ReportedAsync();
        (await keeper.DecideAsync(slug, argument, "Dismiss", "")).ShouldBeRefused("Reason", "Say why");
        (await keeper.DecideAsync(slug, argument, "Dismiss", "Lamps are what it is about")).ShouldBeTaken();
        (await LogAsync())[0].ShouldBe($"{NameOf(keeper)} dismissed what was reported of an argument for Lamps are what it is about");
        (await QueueAsync(keeper)).QuerySelector($"#case-{argument}").ShouldBeNull();
        (await other.Visitor.GetAsync($"/f/{slug}")).DocumentElement.OuterHtml.ShouldContain(Words);

        (await other.ReportAsync(slug, argument, "Abuse")).ShouldBeTaken();
        var again = await CaseAsync(keeper);
        again.ShouldContain("1 × insult, threat or hate");
        again.ShouldNotContain("advertising");
    }

    [Fact]
    public async Task What_an_admin_was_asked_an_admin_decides()
    {
        await ReportedAsync();
        (await keeper.DecideAsync(slug, argument, "Escalate", "The seller is a sponsor")).ShouldBeTaken();

        (await second.DecideAsync(slug, argument, "Hide", Why)).ShouldBeRefused("", "An admin was asked to decide it.");
        (await CaseAsync(second)).ShouldStartWith("An admin was asked");
        (await QueueAsync(admin)).QuerySelectorAll($"#case-{argument} button[name=act]").Select(button => button.TextContent).ShouldBe(["Hide", "Dismiss", "Take it"]);
        (await admin.DecideAsync(slug, argument, "Hide", Why)).ShouldBeTaken();
        (await LogAsync())[..2].ShouldBe([$"{NameOf(admin)} hid an argument for {Why}", $"{NameOf(keeper)} asked an admin about an argument for The seller is a sponsor"]);
    }

    [Fact]
    public async Task Hiding_it_on_its_own_page_settles_it_too()
    {
        await ReportedAsync();
        (await keeper.HideAsync(slug, argument, Why)).ShouldBeTaken();
        (await QueueAsync(second)).QuerySelector($"#case-{argument}").ShouldBeNull();
    }

    [Fact]
    public async Task A_rebuttal_is_shown_with_what_it_answers_and_withdrawing_it_settles_it()
    {
        var rebuttal = await author.RebuttedAsync(slug, await other.ArguedAsync(slug, "for", "Lamps burn for a year."), "Ours burn for ten.", "https://lamps.example/");
        (await reporter.ReportAsync(slug, rebuttal, "Spam")).ShouldBeTaken();
        var shown = (await QueueAsync(keeper)).QuerySelector($"#case-{rebuttal}")!;
        shown.Words().ShouldSatisfyAllConditions(s => s.ShouldContain("It answers Lamps burn for a year."), s => s.ShouldContain("Ours burn for ten."), s => s.ShouldContain("lamps.example"));

        (await keeper.DecideAsync(slug, rebuttal, "Hide", Why)).ShouldBeTaken();
        (await LogAsync())[0].ShouldBe($"{NameOf(keeper)} hid a rebuttal against {Why}");
        (await second.RestoreAsync(slug, rebuttal, "It is an answer")).ShouldBeTaken();
        (await reporter.ReportAsync(slug, argument, "Spam")).ShouldBeTaken();
        (await other.ReportAsync(slug, rebuttal, "Abuse")).ShouldBeTaken();
        (await author.TakeBackAsync(slug, rebuttal)).ShouldBeTaken();
        (await QueueAsync(keeper)).QuerySelectorAll(".case").Select(one => one.Id).ShouldSatisfyAllConditions(ids => ids.ShouldContain($"case-{argument}"), ids => ids.ShouldNotContain($"case-{rebuttal}"));
        // A moderator hid it once, and let it be: there is nothing to object to
        (await author.AppealAsync(slug, rebuttal, "It should be seen again.")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await keeper.HideAsync(slug, rebuttal, Why)).ShouldBeRefused("", "withdrawn");
    }

    [Fact]
    public async Task The_author_objects_once_and_another_moderator_shows_it_again()
    {
        await ReportedAsync();
        (await keeper.DecideAsync(slug, argument, "Hide", Why)).ShouldBeTaken();
        var path = $"/f/{slug}/arguments/{argument}/appeal";
        (await author.Visitor.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{argument} .kept a")!.GetAttribute("href").ShouldBe(path);
        (await author.Visitor.GetAsync("/account")).QuerySelector("#hidden + ul")!.Words().ShouldSatisfyAllConditions(
            s => s.ShouldContain(Words), s => s.ShouldContain(Why), s => s.ShouldContain("Object to it"));

        await author.Visitor.GetAsync(path);
        await author.Visitor.SubmitAsync("main form", ("text", Objection));
        author.Visitor.Page.QuerySelector(".notice")!.Words().ShouldBe("Another moderator decides.");
        (await author.AppealAsync(slug, argument, "And once more, please.")).ShouldBeRefused("", "You have answered already");

        (await CaseAsync(second)).ShouldSatisfyAllConditions(s => s.ShouldStartWith("Its author objects"), s => s.ShouldContain(Objection), s => s.ShouldContain($"hidden: {Why}"));
        foreach (var act in new[] { "Claim", "Restore", "Refuse" })
            (await keeper.DecideAsync(slug, argument, act, "I was right")).ShouldBeRefused("", "You have hidden it: another moderator decides.");
        (await second.DecideAsync(slug, argument, "Hide", Why)).ShouldBeRefused("", "gone on meanwhile");
        (await second.DecideAsync(slug, argument, "Restore", "It does not sell them")).ShouldBeTaken();

        (await LogAsync())[0].ShouldBe($"{NameOf(second)} restored an argument for, on appeal It does not sell them");
        (await other.Visitor.GetAsync($"/f/{slug}")).DocumentElement.OuterHtml.ShouldContain(Words);
        (await author.Visitor.GetAsync(path)).QuerySelector(".notice")!.Words().ShouldBe("It was shown again: It does not sell them");
    }

    [Fact]
    public async Task Or_keeps_it_hidden_and_says_why_and_nobody_else_reads_what_was_said()
    {
        (await keeper.HideAsync(slug, argument, Why)).ShouldBeTaken();
        (await author.AppealAsync(slug, argument, "No")).ShouldBeRefused("Text", "Say why it should be seen.");
        (await author.AppealAsync(slug, argument, Objection)).ShouldBeTaken();
        (await admin.DecideAsync(slug, argument, "Refuse", "It does sell them")).ShouldBeTaken();

        (await author.Visitor.GetAsync($"/f/{slug}/arguments/{argument}/appeal")).QuerySelector(".notice")!.Words().ShouldBe("It stays hidden: It does sell them");
        (await LogAsync())[0].ShouldBe($"{NameOf(admin)} kept an argument for hidden, on appeal It does sell them");
        using var stranger = site.Visit();
        foreach (var (visitor, page) in new[] { (stranger, "/moderation/log"), (stranger, $"/f/{slug}"), (other.Visitor, $"/f/{slug}/arguments/{argument}") })
            (await visitor.Client.GetStringAsync(page)).ShouldSatisfyAllConditions(s => s.ShouldNotContain(Objection), s => s.ShouldNotContain(Words));
        foreach (var person in new[] { other, keeper })
        {
            await person.Visitor.GetAsync($"/f/{slug}/arguments/{argument}/appeal");
            person.Visitor.Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
            (await person.AppealAsync(slug, argument, Objection)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        }
        // Hidden another time, it may be objected to another time
        (await second.RestoreAsync(slug, argument, "Let us see")).ShouldBeTaken();
        (await keeper.HideAsync(slug, argument, Why)).ShouldBeTaken();
        (await author.AppealAsync(slug, argument, Objection)).ShouldBeTaken();
    }

    [Fact]
    public async Task Two_that_decide_at_once_are_one_decision()
    {
        await ReportedAsync();
        var replies = await Task.WhenAll(keeper.DecideAsync(slug, argument, "Hide", Why), second.DecideAsync(slug, argument, "Dismiss", Why));
        replies.Count(reply => reply.Answer is not null).ShouldBe(1);
        (await LogAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Moderators_on_every_node_hear_at_once_that_the_queue_has_changed_and_nobody_else_may_listen()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var board = await nodes.One.OpenAsync(Fresh.Slug());
        using var ada = await Participant.JoinAsync(nodes.One, Fresh.Name());
        using var ben = await Participant.JoinAsync(nodes.One, Fresh.Name());
        var (mod, ordinary) = (Fresh.Name("Keeper"), Fresh.Name());
        using var mo = await Participant.ModerateAsync(nodes.One, mod);
        (await nodes.One.RegisterAsync(ordinary)).Dispose();
        var id = await ada.ArguedAsync(board, "for", Words);

        await using var listener = SignedIn.Socket(nodes.Two, await SignedIn.CookieAsync(nodes.One, mod));
        var heard = new List<Frame>();
        listener.On<Frame>("Frame", frame => { lock (heard) heard.Add(frame); });
        await listener.StartAsync(TestContext.Current.CancellationToken);
        var before = await listener.InvokeAsync<long>("WatchQueue", TestContext.Current.CancellationToken);
        (await ben.ReportAsync(board, id, "Spam", "Nobody may read this in a push.")).ShouldBeTaken();
        await HeardAsync(before);
        (await mo.DecideAsync(board, id, "Claim")).ShouldBeTaken();
        await HeardAsync(before + 1);
        lock (heard) heard.ShouldAllBe(frame => frame.Cards.Count == 0 && frame.Activity.Count == 0 && frame.Slug == "");

        await using var nobody = SignedIn.Socket(nodes.Two, await SignedIn.CookieAsync(nodes.One, ordinary));
        await nobody.StartAsync(TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<HubException>(() => nobody.InvokeAsync<long>("WatchQueue"))).Message.ShouldContain("The queue is for moderators.");

        Task HeardAsync(long than) => Eventually.HoldsAsync(() => { lock (heard) return heard.Exists(frame => frame.Head > than); }, "the queue has changed", seconds: 2);
    }

    private async Task ReportedAsync() => (await reporter.ReportAsync(slug, argument, "Spam", "Lamps.")).ShouldBeTaken();

    private static string NameOf(Participant person) => person.Visitor.Page.QuerySelector(".who a[href='/account'] bdi")!.TextContent;

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> QueueAsync(Participant person) => await person.Visitor.GetAsync("/moderation/queue");

    private async Task<string> CaseAsync(Participant person) =>
        (await person.Visitor.GetAsync($"/f/{slug}/arguments/{argument}/case")).QuerySelector($"#case-{argument}")!.Words();

    private async Task<List<string>> LogAsync()
    {
        using var stranger = site.Visit();
        await stranger.GetAsync($"/moderation/log/{slug}");
        return [.. stranger.Page.QuerySelectorAll(".acts li").Select(act => string.Join(' ', act.QuerySelectorAll("p:not(.about)").Select(part => part.Words())))];
    }
}
