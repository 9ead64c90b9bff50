using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Textak.Tests.Live;
using Textak.Web.Features.Arguments;
using Textak.Web.Platform;

namespace Textak.Tests.Arguments;

/// <summary>Arguments that answer arguments, two levels deep.</summary>
[Collection(nameof(ArguedSite))]
public sealed class RebuttalTests(LiveSite site) : IAsyncLifetime
{
    private const string Text = "The gap has halved every year since 2022.", Rebuttal = "It halved once, and then stood still.", Answer = "It stood still for a month.";

    private Participant author = null!, other = null!;
    private string slug = null!;
    private long argument;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        other = await Participant.JoinAsync(site, Fresh.Name("Other"));
        argument = await author.ArguedAsync(slug, "for", Text, "https://example.org/");
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        author.Dispose();
        other.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task They_stand_under_what_they_answer_and_are_counted_there()
    {
        var first = await other.RebuttedAsync(slug, argument, Rebuttal, "https://example.com/");
        var second = await author.RebuttedAsync(slug, first, Answer);
        await other.RebuttedAsync(slug, argument, "And who counted that?");

        var board = await other.Visitor.GetAsync($"/f/{slug}");
        board.QuerySelectorAll("article.argument").Length.ShouldBe(1, "rebuttals are folded away");
        board.QuerySelector($"#argument-{argument} .answers")!.TextContent.ShouldBe("2 rebuttals");
        Counts(board).ShouldBe(("1", "0"), "they are not counted among the arguments");
        board.QuerySelector("#sources")!.TextContent.ShouldBe("2", "their sources are");
        var line = board.QuerySelectorAll(".activity li")[1];
        line.Words().ShouldContain("posted a rebuttal for");
        line.QuerySelectorAll("a")[^1].GetAttribute("href").ShouldBe($"/f/{slug}/arguments/{second}");

        var page = await other.Visitor.GetAsync($"/f/{slug}/arguments/{argument}");
        page.QuerySelectorAll("#rebuttals ~ .side.against > .cards > .argument > p").Select(p => p.TextContent).ShouldBe([Rebuttal, "And who counted that?"]);
        page.QuerySelector($"#argument-{first} + details.rebuttals > summary")!.TextContent.ShouldBe("1 rebuttal");
        page.QuerySelectorAll("details.rebuttals .argument > p").Select(p => p.TextContent).ShouldBe([Answer]);
        page.QuerySelector($"#argument-{first} .stance")!.Words().ShouldBe("▼ against");
        page.QuerySelector($"#argument-{second} .stance")!.Words().ShouldBe("▲ for");
        page.QuerySelector($"#argument-{second} .rebut").ShouldBeNull("it can't be rebutted");

        // The fragment that goes under the card of the board: direct answers alone
        var box = (await other.Visitor.GetAsync($"/f/{slug}/arguments/{argument}?handler=rebuttals")).QuerySelector($"#rebuttals-{argument}").ShouldNotBeNull();
        box.QuerySelectorAll(".argument").Select(card => card.Id).First().ShouldBe($"argument-{first}");
        box.TextContent.ShouldNotContain(Answer);
        box.QuerySelector($"#argument-{first} .rebut")!.GetAttribute("href").ShouldBe($"/f/{slug}/arguments/{first}#rebut");
        (await other.Visitor.GetAsync($"/f/{slug}/arguments/{second}")).QuerySelector("main")!.Words().ShouldContain($"It answers {Rebuttal}");
    }

    [Fact]
    public async Task Watchers_get_the_rebuttal_and_the_new_count()
    {
        await using var watcher = await Watcher.OfAsync(site, slug);
        var answer = (await other.RebutAsync(slug, argument, Rebuttal)).ShouldBeTaken();
        await watcher.ReachesAsync(answer.Seq);

        var frame = watcher.Pushed.Last(f => f.To >= answer.Seq && f.From < answer.Seq);
        frame.Cards.Select(card => (card.Id, card.Answers, card.Posted)).ShouldBe([(argument, null, false), (answer.ArgumentId!.Value, argument, true)]);
        frame.Cards[0].Html.ShouldContain("1 rebuttal");
        frame.Cards[1].Html.ShouldContain(Rebuttal);
        (frame.For, frame.Against).ShouldBe((1, 0));
        using var stranger = site.Visit();
        watcher.Screen.ShouldEqual(await stranger.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task As_a_form_it_leads_to_its_own_page_and_an_error_keeps_what_was_typed()
    {
        var path = $"/f/{slug}/arguments/{argument}";
        var refused = await other.RebutAsync(slug, argument, "short", "nowhere", manner: Manner.Form);
        refused.ShouldComplain("#rebuttal-text-error", "at least 10 characters");
        refused.Page!.QuerySelector<IHtmlTextAreaElement>("form.rebuttal textarea")!.Value.ShouldBe("short");
        refused.Page!.QuerySelector<IHtmlInputElement>("form.rebuttal input[name=link]")!.Value.ShouldBe("nowhere");
        (await other.RebutAsync(slug, argument, Rebuttal, "nowhere", manner: Manner.Form)).ShouldComplain("#rebuttal-link-error", "web address");

        await other.Visitor.GetAsync(path);
        await other.Visitor.SubmitAsync("form.rebuttal", ("text", "short"));
        other.Visitor.Page.QuerySelector("#rebuttal-text-error")!.TextContent.ShouldContain("at least 10 characters");
        // The page that came back has the refused form's address, and other forms
        await other.Visitor.SubmitAsync("form.stars:has([name=stars])", ("stars", "5"));
        (other.Visitor.Status, other.Visitor.At).ShouldBe((HttpStatusCode.OK, $"/f/{slug}"));
        await other.Visitor.GetAsync(path);
        other.Visitor.Page.QuerySelector("form.stars button[name=stars][aria-pressed]")!.TextContent.ShouldBe("5");
        await other.Visitor.SubmitAsync("form.rebuttal", ("text", Rebuttal));
        other.Visitor.Status.ShouldBe(HttpStatusCode.OK);
        other.Visitor.At.ShouldStartWith($"/f/{slug}/arguments/");
        other.Visitor.Page.QuerySelector(".argument.mine > p")!.TextContent.ShouldBe(Rebuttal);

        var own = long.Parse(other.Visitor.At.Split('/')[^1], null);
        (await author.RateAsync(slug, own, "4", manner: Manner.Form)).At.ShouldBe($"/f/{slug}/arguments/{own}");
    }

    [Fact]
    public async Task The_same_command_again_posts_no_second_one()
    {
        var id = Ids.New();
        var first = (await other.RebutAsync(slug, argument, Rebuttal, id: id)).ShouldBeTaken();
        (await other.RebutAsync(slug, argument, Rebuttal, id: id)).ShouldBeTaken().ShouldBe(first);
        (await Ledger.ReadAsync(site, slug)).Arguments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Not_deeper_not_elsewhere_not_what_is_gone_or_closed_and_not_by_a_stranger()
    {
        using var stranger = await Participant.StrangerAsync(site, slug);
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var first = await other.RebuttedAsync(slug, argument, Rebuttal);
        var second = await author.RebuttedAsync(slug, first, Answer);
        (await other.RebutAsync(slug, second, "And this goes on and on.")).ShouldBeRefused("rebuttal-", "two levels deep");
        (await other.RebutAsync(await site.OpenAsync(Fresh.Slug()), argument, Rebuttal)).ShouldBeRefused("rebuttal-", "no such argument on this board");
        (await stranger.RebutAsync(slug, argument, Rebuttal)).ShouldBeRefused("rebuttal-", "signed out", HttpStatusCode.Unauthorized);
        (await stranger.RebutAsync(slug, argument, Rebuttal, manner: Manner.Form)).Page!.QuerySelector<IHtmlTextAreaElement>("#typed")!.Value.ShouldBe(Rebuttal);

        (await moderator.HideAsync(slug, argument, "Off topic")).ShouldBeTaken();
        (await other.RebutAsync(slug, argument, Rebuttal)).ShouldBeRefused("rebuttal-", "can’t be rebutted");
        (await other.RebutAsync(slug, first, "What answers something that is gone stays open.")).ShouldBeTaken();
        (await moderator.StepAsync(slug, "Lock", "For a while")).ShouldBeTaken();
        (await other.RebutAsync(slug, first, Rebuttal)).ShouldBeRefused("rebuttal-", "locked");
    }

    [Fact]
    public async Task Hidden_and_withdrawn_ones_are_gone_from_everywhere_and_no_longer_counted()
    {
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        using var stranger = site.Visit();
        var first = await other.RebuttedAsync(slug, argument, Rebuttal, "https://example.com/hush");
        var second = await author.RebuttedAsync(slug, first, Answer);

        (await moderator.HideAsync(slug, first, "Off topic")).ShouldBeTaken();
        (await author.TakeBackAsync(slug, second)).ShouldBeTaken();

        foreach (var path in (string[])[$"/f/{slug}", $"/f/{slug}/arguments/{argument}", $"/f/{slug}/arguments/{first}", $"/f/{slug}/arguments/{second}", $"/f/{slug}/arguments/{argument}?handler=rebuttals", $"/f/{slug}/arguments/{first}?handler=rebuttals"])
        {
            var html = (await stranger.GetAsync(path)).DocumentElement.OuterHtml;
            foreach (var gone in (string[])[Rebuttal, Answer, "example.com"]) html.ShouldNotContain(gone, customMessage: path);
        }
        var board = await stranger.GetAsync($"/f/{slug}");
        board.QuerySelector($"#argument-{argument} .answers").ShouldBeNull();
        board.QuerySelector("#sources")!.TextContent.ShouldBe("1");
        (await stranger.GetAsync($"/f/{slug}/arguments/{argument}")).QuerySelectorAll(".tombstone").Length.ShouldBe(2, "the places stay");

        (await moderator.RestoreAsync(slug, first, "On topic")).ShouldBeTaken();
        (await stranger.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{argument} .answers")!.TextContent.ShouldBe("1 rebuttal");
    }

    [Fact]
    public async Task Many_come_in_portions()
    {
        var many = Enumerable.Range(1, Rebuttals.Most + 3).Select(n => $"Rebuttal number {n} of many.").ToList();
        var imported = await site.OpenAsync(Fresh.Slug(), "opened: 90 days ago", $"## For\n- {Text}\n{string.Concat(many.Select(one => $"  - {one}\n"))}");
        var answered = (await Ledger.ReadAsync(site, imported)).Arguments.Single(a => a.AnswersId is null).Id;

        var seen = new List<string>();
        for (var path = $"/f/{imported}/arguments/{answered}"; path is not null;)
        {
            var page = await other.Visitor.GetAsync(path);
            seen.AddRange(page.QuerySelectorAll("#rebuttals ~ .side .argument > p").Select(p => p.TextContent));
            path = page.QuerySelector(".more a")?.GetAttribute("href");
        }
        seen.ShouldBe(many);
    }

    [Fact]
    public async Task A_file_may_bring_them()
    {
        var imported = await site.OpenAsync(Fresh.Slug(), "opened: 20 days ago", """
            ## For
            - The gap has halved every year.
              when: 10 days ago
              - It halved once, by a count
                that nobody else has made.
                link: https://example.org/
                when: 9 days ago
                - Two others made it later.
              - Halves of little are little.
            - The second one has none.
            """);

        var ledger = await Ledger.ReadAsync(site, imported);
        ledger.ShouldAddUp();
        var top = ledger.Arguments.Where(a => a.AnswersId is null).ToList();
        top.Select(a => (a.Text, a.Rebuttals)).ShouldBe([("The gap has halved every year.", 2), ("The second one has none.", 0)], ignoreOrder: true);
        var direct = ledger.Arguments.Where(a => a.Level == 1).ToList();
        direct.Select(a => (a.Text, a.Side, a.Rebuttals)).ShouldBe(
            [("It halved once, by a count that nobody else has made.", Side.Against, 1), ("Halves of little are little.", Side.Against, 0)], ignoreOrder: true);
        ledger.Sources.ShouldHaveSingleItem().Link.ShouldBe("https://example.org/");
        ledger.Arguments.Single(a => a.Level == 2).Text.ShouldBe("Two others made it later.");
        ledger.Arguments.ShouldAllBe(a => a.AnswersId == null || ledger.Arguments.Single(b => b.Id == a.AnswersId).PostedAt <= a.PostedAt);
    }

    private static (string, string) Counts(IHtmlDocument board) => (board.QuerySelector("section.for h2 .n")!.TextContent, board.QuerySelector("section.against h2 .n")!.TextContent);
}
