using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Arguments;
using Textak.Tests.Live;

namespace Textak.Tests.Replay;

/// <summary>A board as of a moment is what it was then, but for what is hidden by now.</summary>
[Collection(nameof(ArguedSite))]
public sealed class ReplayTests(LiveSite site) : IAsyncLifetime
{
    private const string First = "The kettle was cold on Monday.", Second = "The kettle was lukewarm on Monday.";

    private Participant ada = null!, ben = null!, keeper = null!;
    private Visitor stranger = null!;
    private string slug = null!;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug(), "category: models", "## Signals\n\n- Kettles are sold out\n  source: Kettle News\n  link: https://kettle.example/\n  when: 2026-01-02\n  direction: for\n");
        ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        ben = await Participant.JoinAsync(site, Fresh.Name("Ben"));
        keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        stranger = site.Visit();
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        foreach (var one in (IDisposable[])[ada, ben, keeper, stranger]) one.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Each_moment_has_the_number_that_was_kept_of_it_and_the_newest_one_what_the_board_has()
    {
        var argument = await ada.ArguedAsync(slug, "for", First, "https://one.example/");
        await ben.ArguedAsync(slug, "against", "It was never filled.", "https://two.example/");
        var counts = new Dictionary<long, int> { [await site.HeadAsync(slug)] = 0 };
        foreach (var (who, percent, standing) in new[] { (ada, 70, 1), (ben, 20, 2), (ada, 81, 2), (ben, 0, 1), (ben, 33, 2), (keeper, 64, 3) })
            counts[(percent == 0 ? await who.WithdrawAsync(slug) : await who.MoveAsync(slug, percent, $"a{argument}")).ShouldBeTaken().Seq] = standing;
        (await keeper.HideAsync(slug, argument, "Off topic")).ShouldBeTaken();

        var points = await site.ReadAsync(db => db.Points.AsNoTracking().Where(p => db.Forecasts.Any(f => f.Id == p.ForecastId && f.Slug == slug)).OrderBy(p => p.Seq).ToListAsync());
        points.Count.ShouldBe(6);
        for (var seq = 1L; seq <= await site.HeadAsync(slug); seq++)
        {
            var page = await AtAsync(seq);
            var value = page.QuerySelector("#probability")!.GetAttribute("value");
            var kept = points.FindLast(p => p.Seq <= seq);
            (string.IsNullOrEmpty(value) ? null : (double?)double.Parse(value, CultureInfo.InvariantCulture)).ShouldBe(kept?.Probability, $"event {seq}");
            page.QuerySelector("#estimates")!.TextContent.ShouldBe($"{kept?.Estimates ?? 0}");
            if (counts.TryGetValue(seq, out var standing)) page.QuerySelector("#estimates")!.TextContent.ShouldBe($"{standing}");
        }

        var (now, board) = (await AtAsync(null), await site.Visit().GetAsync($"/f/{slug}"));
        foreach (var same in (string[])["#probability", "#word", "#sources", "#estimates", "#for .n", "#against .n", "#signals .n", "#criteria"])
            now.QuerySelector(same)!.Words().ShouldBe(board.QuerySelector(same)!.Words(), same);
        (await ben.Visitor.GetAsync($"/f/{slug}/at?seq={points[1].Seq}")).QuerySelector(".spread svg")!.GetAttribute("aria-label").ShouldBe("1 estimate from 18 to 22%, 1 estimate from 68 to 72%; yours is 20%");
        now.QuerySelector(".spread svg")!.GetAttribute("aria-label").ShouldBe(board.QuerySelector(".spread svg")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task It_says_what_was_said_then_cited_then_and_ruled_then()
    {
        var argument = await ada.ArguedAsync(slug, "for", First, "https://one.example/");
        var posted = await site.HeadAsync(slug);
        (await ada.EditAsync(slug, argument, 1, Second)).ShouldBeTaken();
        var cited = (await ada.CiteAsync(slug, argument, "https://two.example/")).ShouldBeTaken().Seq;
        var rebuttal = await ben.RebuttedAsync(slug, argument, "It was warm by noon.");
        await ada.RebuttedAsync(slug, rebuttal, "Noon is not Monday.");
        var rebutted = await site.HeadAsync(slug);
        (await keeper.ChangeCriteriaAsync(slug, 1, "True if the kettle boils.", "Clearer")).ShouldBeTaken();
        (await keeper.StepAsync(slug, "Lock", "For a while")).ShouldBeTaken();

        var then = await AtAsync(posted);
        Card(then, argument)!.QuerySelector("p")!.TextContent.ShouldBe(First);
        Card(then, argument)!.QuerySelector(".edited").ShouldBeNull();
        then.QuerySelectorAll(".sources a").Select(a => a.GetAttribute("href")).ShouldBe(["https://one.example/"]);
        then.QuerySelector(".answers").ShouldBeNull();
        then.QuerySelector("#criteria p")!.TextContent.ShouldBe("True if it happens.");
        then.QuerySelector(".outcome").ShouldBeNull();
        Card(await AtAsync(posted - 1), argument).ShouldBeNull("it was posted later");
        Card(await AtAsync(posted + 1), argument)!.QuerySelector("p")!.TextContent.ShouldBe(Second, "it is as it is after the event");

        Card(await AtAsync(cited), argument)!.ShouldSatisfyAllConditions(
            card => card.QuerySelector("p")!.TextContent.ShouldBe(Second),
            card => card.QuerySelector(".edited").ShouldNotBeNull(),
            card => card.QuerySelectorAll(".sources a").Length.ShouldBe(2));

        var later = await AtAsync(rebutted);
        var answers = later.QuerySelector<IHtmlAnchorElement>(".answers")!;
        answers.TextContent.ShouldBe("1 rebuttal");
        var thread = await stranger.GetAsync(answers.GetAttribute("href")!);
        thread.QuerySelectorAll(".argument > p").Select(p => p.TextContent).ShouldBe([Second, "It was warm by noon.", "Noon is not Monday."]);
        (await stranger.GetAsync($"/f/{slug}/at?seq={posted}&argument={rebuttal}")).QuerySelector("#past .empty")!.TextContent.ShouldBe("It had not been posted yet.");

        var now = await AtAsync(null);
        now.QuerySelector("#criteria p")!.TextContent.ShouldBe("True if the kettle boils.");
        now.QuerySelector(".outcome")!.Words().ShouldContain("It was locked since");
        now.QuerySelector(".outcome")!.Words().ShouldContain("For a while");
        now.QuerySelector(".acts li")!.Words().ShouldContain("locked the forecast");
        (await AtAsync(rebutted + 1)).QuerySelectorAll(".acts li").Length.ShouldBe(1, "the lock came later");
    }

    [Fact]
    public async Task It_says_how_people_weighed_it_then_as_the_board_did_at_the_time()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Participant.JoinAsync(site, Fresh.Name())));
        var (one, two) = (await ada.ArguedAsync(slug, "for", First), await ben.ArguedAsync(slug, "against", "About this one the two sides differ."));
        Func<Task<Reply>>[] acts =
        [
            .. people.Select((person, i) => (Func<Task<Reply>>)(() => person.EstimateAsync(slug, i < 2 ? 20 : 80))),
            () => ada.EstimateAsync(slug, 50),
            .. people.Select(person => (Func<Task<Reply>>)(() => person.RateAsync(slug, one, "4"))),
            .. people.Select((person, i) => (Func<Task<Reply>>)(() => person.RateAsync(slug, two, i < 2 ? "5" : "0"))),
            () => people[0].RateAsync(slug, two, "4"), () => people[1].AgreeAsync(slug, one), () => people[2].AgreeAsync(slug, one), () => people[1].AgreeAsync(slug, one, "false"),
            () => ada.MoveAsync(slug, 60, $"a{two}"), () => people[2].MoveAsync(slug, 90, $"a{one}"), () => people[2].MoveAsync(slug, 70, $"a{one}", $"a{two}"), () => people[3].WithdrawAsync(slug),
        ];
        var told = new Dictionary<long, string>();
        foreach (var act in acts) told[(await act()).ShouldBeTaken().Seq] = Weights(await stranger.GetAsync($"/f/{slug}"));
        told.Values.Distinct().Count().ShouldBeGreaterThan(12, "most of them show");
        foreach (var (seq, words) in told) Weights(await AtAsync(seq)).ShouldBe(words, $"event {seq}");

        var divided = told.Last(moment => moment.Value.EndsWith("The crux 1.5 above, 3.3 below About this one the two sides differ.", StringComparison.Ordinal)).Key;
        (await AtAsync(divided)).QuerySelector("#crux .what")!.GetAttribute("href").ShouldBe($"/f/{slug}/at?seq={divided}&argument={two}");
        (await keeper.HideAsync(slug, two, "Off topic")).ShouldBeTaken();
        (await AtAsync(divided)).QuerySelector("#crux")!.Words().ShouldBe("The crux 1.5 above, 3.3 below an argument that is hidden since");
        stranger.Page.DocumentElement.OuterHtml.ShouldNotContain("the two sides differ");
        foreach (var person in people) person.Dispose();
    }

    [Fact]
    public async Task What_was_hidden_since_is_hidden_in_the_past_and_what_was_hidden_then_is_as_it_was_then()
    {
        var argument = await ada.ArguedAsync(slug, "for", First, "https://one.example/");
        (await ada.EditAsync(slug, argument, 1, Second)).ShouldBeTaken();
        var shown = (await ada.CiteAsync(slug, argument, "https://secret.example/", "The secret of kettles")).ShouldBeTaken().Seq;
        (await stranger.GetAsync($"/f/{slug}/at?seq={shown}")).DocumentElement.OuterHtml.ShouldContain("secret of kettles");
        (await keeper.HideAsync(slug, argument, "Not about kettles")).ShouldBeTaken();
        var hidden = await site.HeadAsync(slug);

        for (var seq = 1L; seq <= hidden; seq++)
            foreach (var visitor in (Visitor[])[stranger, ben.Visitor])
                foreach (var path in (string[])[$"/f/{slug}/at?seq={seq}", $"/f/{slug}/at?seq={seq}&argument={argument}"])
                {
                    var html = (await visitor.GetAsync(path)).DocumentElement.OuterHtml;
                    foreach (var gone in (string[])["kettle was", "one.example", "secret"]) html.ShouldNotContain(gone, customMessage: path);
                }
        Card(await AtAsync(shown), argument)!.QuerySelector("p")!.TextContent.ShouldBe("Hidden by a moderator since: Not about kettles");
        (await AtAsync(shown)).QuerySelector("#for .n")!.TextContent.ShouldBe("1", "it was counted then");
        Card(await AtAsync(hidden), argument)!.QuerySelector("p")!.TextContent.ShouldBe("Hidden by a moderator: Not about kettles");
        foreach (var person in (Participant[])[ada, keeper])
            Card(await person.Visitor.GetAsync($"/f/{slug}/at?seq={shown}"), argument)!.QuerySelector("p:not(.kept)")!.TextContent.ShouldBe(Second);

        (await keeper.RestoreAsync(slug, argument, "It is, after all")).ShouldBeTaken();
        Card(await AtAsync(shown), argument)!.QuerySelector("p")!.TextContent.ShouldBe(Second);
        Card(await AtAsync(hidden), argument)!.QuerySelector("p")!.TextContent.ShouldBe("Hidden by a moderator: Not about kettles");
        (await AtAsync(hidden)).QuerySelector("#for .n")!.TextContent.ShouldBe("0");
        (await AtAsync(null)).QuerySelector("#for .n")!.TextContent.ShouldBe("1");

        (await ada.TakeBackAsync(slug, argument)).ShouldBeTaken();
        Card(await AtAsync(shown), argument)!.QuerySelector("p")!.TextContent.ShouldBe("Withdrawn by its author since");
    }

    [Fact]
    public async Task A_moment_is_found_by_event_and_by_time_and_the_steps_lead_on()
    {
        var argument = await ada.ArguedAsync(slug, "for", First);
        var posted = await site.HeadAsync(slug);
        (await ben.RateAsync(slug, argument, "4")).ShouldBeTaken();
        (await ben.EstimateAsync(slug, 40)).ShouldBeTaken();
        var head = await site.HeadAsync(slug);

        var page = await AtAsync(posted);
        page.QuerySelector<IHtmlInputElement>("#seq")!.ShouldSatisfyAllConditions(range => range.Value.ShouldBe($"{posted}"), range => range.GetAttribute("max").ShouldBe($"{head}"));
        page.QuerySelector(".steps .after")!.GetAttribute("href").ShouldBe($"/f/{slug}/at?seq={head}", "of the vote nobody is told");
        page.QuerySelector(".steps .before")!.GetAttribute("href").ShouldBe($"/f/{slug}/at?seq={posted - 1}");
        page.QuerySelector("#past .moment")!.Words().ShouldContain("argued for");
        (await AtAsync(1)).QuerySelector(".steps .before")!.HasAttribute("hidden").ShouldBeTrue();
        (await AtAsync(head)).QuerySelector(".steps .after")!.HasAttribute("hidden").ShouldBeTrue();

        (await SeqAsync("at=2001-01-01")).ShouldBe(1);
        (await SeqAsync("at=2199-01-01T12:30")).ShouldBe(head);
        (await SeqAsync("seq=-5")).ShouldBe(1);
        (await SeqAsync("seq=99999")).ShouldBe(head);
        foreach (var nonsense in (string[])["at=yesterday", "seq=seven"])
        {
            (await SeqAsync(nonsense)).ShouldBe(head);
            stranger.Page.QuerySelector("#past .error")!.TextContent.ShouldContain("no day and no time");
        }
        var events = await site.ReadAsync(db => db.Events.AsNoTracking().Where(e => db.Forecasts.Any(f => f.Id == e.ForecastId && f.Slug == slug)).OrderBy(e => e.Seq).ToListAsync());
        foreach (var at in events.Select(e => e.At))
            (await SeqAsync($"at={Uri.EscapeDataString(at.ToString("O", CultureInfo.InvariantCulture))}")).ShouldBe(events.FindLast(e => e.At <= at)!.Seq);
        (await stranger.GetAsync("/f/nowhere/at")).QuerySelector("main.past").ShouldBeNull();
    }

    private Task<IHtmlDocument> AtAsync(long? seq) => stranger.GetAsync($"/f/{slug}/at{(seq is { } number ? $"?seq={number}" : "")}");

    private async Task<long> SeqAsync(string query) =>
        long.Parse((await stranger.GetAsync($"/f/{slug}/at?{query}")).QuerySelector("#past")!.GetAttribute("data-seq")!, CultureInfo.InvariantCulture);

    private static string Weights(IHtmlDocument page) => string.Join(" | ", page.QuerySelectorAll(".argument").OrderBy(card => card.Id)
        .Select(card => $"{card.Id}: {card.QuerySelector(".strength title")?.TextContent} {card.QuerySelector(".impact")?.Words()} {card.QuerySelector(".agreed")?.Words()}")
        .Append(page.QuerySelector("#crux:not([hidden])")?.Words() ?? "none"));

    private static IElement? Card(IHtmlDocument page, long argument) => page.QuerySelector($"#argument-{argument}");
}
