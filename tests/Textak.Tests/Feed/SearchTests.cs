using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Data;
using Textak.Web.Data.SqlServer;
using Textak.Web.Features.Feed;

namespace Textak.Tests.Feed;

/// <summary>What is found in questions and arguments, and where.</summary>
public sealed class SearchTests(LiveSite site) : IClassFixture<LiveSite>, IAsyncLifetime
{
    private readonly Visitor reader = site.Visit();
    private Participant ada = null!;

    // One that is nowhere else
    private readonly string word = $"w{Fresh.Slug()[2..]}";

    public async ValueTask InitializeAsync() => ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));

    [Fact]
    public async Task What_was_found_is_marked_in_question_and_arguments_and_leads_there()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var plain = await ada.ArguedAsync(slug, "for", $"<b>Markup</b> & {word} stand here, {word.ToUpperInvariant()}xyz too.");
        var rebuttal = await ada.RebuttedAsync(slug, plain, $"A rebuttal says {word} as well; the question is another.");
        await ada.ArguedAsync(slug, "against", $"And here it says {word} a third time.");

        var tile = await FoundAsync(slug, $"{word} question");
        tile.QuerySelectorAll("h2 mark").Select(mark => mark.TextContent).ShouldBe(["question"]);
        var hits = tile.QuerySelectorAll(".hits li");
        // Two at most: the one with both words first, and the newest of the others
        hits.Select(hit => hit.QuerySelector("a")!.GetAttribute("href")!.Split('/')[^1]).First().ShouldBe($"{rebuttal}");
        hits.Length.ShouldBe(2);
        hits[0].QuerySelectorAll("mark").Select(mark => mark.TextContent).ShouldBe([word, "question"]);

        tile = await FoundAsync(slug, $"{word} markup");
        var first = tile.QuerySelector(".hits li")!;
        first.QuerySelector("q")!.TextContent.ShouldBe($"<b>Markup</b> & {word} stand here, {word.ToUpperInvariant()}xyz too.");
        first.QuerySelectorAll("mark").Select(mark => mark.TextContent).ShouldBe(["Markup", word, $"{word.ToUpperInvariant()}xyz"]);
        first.QuerySelector("b").ShouldBeNull("what people typed is text");
        (await FoundAsync(slug, "happens")).QuerySelector(".hits li")!.Words().ShouldBe("criteria True if it happens.");
    }

    [Fact]
    public async Task A_long_text_is_cut_round_what_was_found()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        await ada.ArguedAsync(slug, "for", $"{PostingFiller(30)} {word} 🙂🙂🙂 {PostingFiller(30)}");
        var said = (await FoundAsync(slug, word)).QuerySelector(".hits q")!.TextContent;
        said.ShouldStartWith("… filler");
        said.ShouldEndWith("filler …");
        said.ShouldContain($"filler {word} 🙂🙂🙂 filler");
        said.Length.ShouldBeLessThan(170);
    }

    [Fact]
    public async Task What_is_hidden_withdrawn_or_edited_is_found_no_more_at_once_and_what_is_restored_is()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var hidden = await ada.ArguedAsync(slug, "for", $"This says {word} to everybody.");
        (await AllAsync(word)).ShouldBe([slug]);
        (await AllAsync(word)).ShouldBe([slug], "the page was kept");

        (await keeper.HideAsync(slug, hidden, "Off topic")).ShouldBeTaken();
        foreach (var visitor in (Visitor[])[reader, ada.Visitor, keeper.Visitor])
            (await AllAsync(word, visitor)).ShouldBeEmpty("not even for those who may read it");
        reader.Page.DocumentElement.TextContent.ShouldNotContain("to everybody");
        (await keeper.RestoreAsync(slug, hidden, "On topic")).ShouldBeTaken();
        (await AllAsync(word)).ShouldBe([slug]);

        (await ada.EditAsync(slug, hidden, 1, "It says something else entirely by now.")).ShouldBeTaken();
        (await AllAsync(word)).ShouldBeEmpty();
        var gone = await ada.ArguedAsync(slug, "for", $"This says {word} for a while.");
        (await AllAsync(word)).ShouldBe([slug]);
        (await ada.TakeBackAsync(slug, gone)).ShouldBeTaken();
        (await AllAsync(word)).ShouldBeEmpty();
    }

    [Fact]
    public async Task New_criteria_are_searched_instead_of_the_old_ones()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        (await keeper.ChangeCriteriaAsync(slug, 1, $"True if the {word} comes by the last day, by the harbour's own log.", "It was unclear")).ShouldBeTaken();
        (await AllAsync(word)).ShouldBe([slug]);
        (await AllAsync($"{word} happens")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_proposal_is_not_found()
    {
        await site.UseAsync<Web.Data.TextakDb>(async db =>
        {
            var forecast = new Web.Features.Forecasts.Forecast
            {
                Slug = Fresh.Slug(), Title = $"Will {word} come?", Thesis = "It will.", Criteria = "True if it does.", Category = Web.Features.Forecasts.Category.Models,
                Horizon = new(2030, 12, 31), OpenedAt = DateTimeOffset.UnixEpoch,
            };
            db.Forecasts.Add(forecast.AsProposal());
            await db.SaveChangesAsync();
        });
        (await AllAsync(word)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Accents_and_the_rest_of_a_word_make_no_difference_and_its_beginning_does()
    {
        Assert.SkipUnless(await site.ReadAsync(db => Task.FromResult(db.Database.IsSqlite())), "Where there is no index, letters are found anywhere, as the collation compares them.");
        var slug = await site.OpenAsync(Fresh.Slug());
        await ada.ArguedAsync(slug, "for", $"Ein Geräusch{word} am Abend, und so.");
        foreach (var query in (string[])[$"gerausch{word}", "GERÄUSCH", "geräu", "gerau abend"]) (await AllAsync(query)).ShouldBe([slug], query);
        foreach (var query in (string[])[word, "räusch", "ger", $"gerausch{word} abends"]) (await AllAsync(query)).ShouldBeEmpty(query);
        (await FoundAsync(slug, "gerausch")).QuerySelector(".hits mark")!.TextContent.ShouldBe($"Geräusch{word}");
    }

    [Fact]
    public async Task Where_no_spaces_are_written_a_word_is_found_wherever_it_stands_and_not_once_it_is_hidden()
    {
        var slug = Fresh.Slug();
        await AskAsync(slug, "日経平均株価は年内に五万円を超えるか", "超えると思う。");
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var said = await ada.ArguedAsync(slug, "for", "企業の利益が増え、外国人投資家も買っている。AI半導体が支える。");
        foreach (var query in (string[])["株価", "株", "平均株価は", "五万円 株価", "投資家", "利益", "増", "ai半導体", "利益 年内"]) (await AllAsync(query)).ShouldBe([slug], query);
        foreach (var query in (string[])["株券", "投資信託", "家投", "ai半導休"]) (await AllAsync(query)).ShouldBeEmpty(query);
        (await FoundAsync(slug, "株価")).QuerySelectorAll("h2 mark").Select(mark => mark.TextContent).ShouldBe(["株価"]);
        (await FoundAsync(slug, "投資家 利益")).QuerySelectorAll(".hits mark").Select(mark => mark.TextContent).ShouldBe(["利益", "投資家"]);

        (await keeper.HideAsync(slug, said, "Off topic")).ShouldBeTaken();
        foreach (var query in (string[])["利益", "増", "投資家", "外国人投資家"]) (await AllAsync(query)).ShouldBeEmpty(query);
        (await keeper.RestoreAsync(slug, said, "On topic")).ShouldBeTaken();
        foreach (var query in (string[])["利益", "投資家"]) (await AllAsync(query)).ShouldBe([slug], query);
    }

    [Fact]
    public async Task The_best_match_comes_first_unless_another_order_is_chosen()
    {
        var (titled, called, twice, once) = (Fresh.Slug(), Fresh.Slug(), await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        await AskAsync(titled, $"Will {word} come?", "It will.");
        await AskAsync(called, "Will it come?", $"It will, as {word} says.");
        foreach (var (board, times) in new[] { (twice, 2), (once, 1), (called, 3) })
            for (var i = 0; i < times; i++) await ada.ArguedAsync(board, "for", $"For the {i}th time, {word} is what counts.");

        (await AllAsync(word)).ShouldBe([titled, called, twice, once]);
        reader.Page.QuerySelector("nav[aria-label=Order] [aria-current]")!.TextContent.ShouldBe("Best match");
        reader.Page.QuerySelectorAll("form[role=search] input").Select(field => field.GetAttribute("name")).ShouldBe(["q"]);
        (await AllAsync($"{word}&sort=newest")).Order().ShouldBe(((string[])[titled, called, twice, once]).Order());
        reader.Page.QuerySelector("nav[aria-label=Order] [aria-current]")!.TextContent.ShouldBe("Newest");
        (await AllAsync($"{word} zebra&category=models")).ShouldBeEmpty();
        // Without words there is nothing to match
        await reader.GetAsync("/?sort=best");
        reader.Page.QuerySelector("nav[aria-label=Order] [aria-current]")!.TextContent.ShouldBe("Movers");
    }

    [Fact]
    public async Task Each_filter_is_kept_for_readers_without_account_until_the_log_goes_on_and_an_endless_one_is_not()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        foreach (var path in (string[])["/?q=question", "/?sort=contested&category=models", "/?status=open&confidence=low&span=1h", "/live"])
        {
            await reader.GetAsync(path);
            var tag = reader.Response.Headers.ETag.ShouldNotBeNull(path);
            (await AgainAsync(path, tag)).ShouldBe(HttpStatusCode.NotModified);
            (await ada.EstimateAsync(slug, Random.Shared.Next(1, 99))).ShouldBeTaken();
            (await AgainAsync(path, tag)).ShouldBe(HttpStatusCode.OK, path);
        }
        for (var i = 0; i < 2; i++)
        {
            await reader.GetAsync($"/?q=question&{new string('x', 600)}");
            reader.Response.Headers.Age.ShouldBeNull("a key without end would be kept as long as the page");
        }

        async Task<HttpStatusCode> AgainAsync(string path, System.Net.Http.Headers.EntityTagHeaderValue known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { known } } };
            using var answer = await reader.Client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Mine_are_the_boards_where_I_argued_or_estimated_and_followed_those_that_I_follow()
    {
        var (argued, estimated, left, _) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        using var bob = await Participant.JoinAsync(site, Fresh.Name("Bob"));
        await bob.ArguedAsync(argued, "for", "What Bob has to say about it.");
        await bob.EstimateAsync(estimated, 30);
        await bob.EstimateAsync(left, 30);
        await bob.WithdrawAsync(left);
        var page = await bob.Visitor.GetAsync("/?boards=mine&sort=newest");
        page.QuerySelectorAll(".tile").Select(tile => tile.GetAttribute("data-slug")!).ShouldBe([argued, estimated, left], ignoreOrder: true);
        page.QuerySelectorAll("nav[aria-label=Whose] a").Select(a => a.TextContent).ShouldBe(["all", "mine", "followed"]);

        (await bob.PostAsync("/following?handler=board", Manner.Form, ("slug", argued), ("follows", "true"))).Status.ShouldBe(HttpStatusCode.OK);
        (await bob.Visitor.GetAsync("/?boards=followed")).QuerySelectorAll(".tile").Select(tile => tile.GetAttribute("data-slug")!).ShouldBe([argued]);
    }

    [Fact]
    public async Task The_most_contested_are_those_whose_people_stand_furthest_apart()
    {
        var (apart, together, few) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Participant.JoinAsync(site, Fresh.Name())));
        foreach (var (i, person) in people.Index())
        {
            await person.EstimateAsync(apart, i % 2 == 0 ? 15 : 75);
            await person.EstimateAsync(together, 48 + i);
            if (i < 2) await person.EstimateAsync(few, i == 0 ? 5 : 85);
            person.Dispose();
        }
        var order = (await reader.GetAsync("/?sort=contested")).QuerySelectorAll(".tile").Select(tile => tile.GetAttribute("data-slug")!).ToList();
        order.IndexOf(apart).ShouldBeLessThan(order.IndexOf(few));
        order.IndexOf(few).ShouldBeLessThan(order.IndexOf(together));
    }

    [Fact]
    public async Task On_SQL_Server_its_index_is_asked_or_where_there_is_none_every_text()
    {
        Assert.SkipUnless(await site.ReadAsync(db => Task.FromResult(db.Database.IsSqlite())), "The suite runs on SQL Server itself.");
        List<string> heard =
        [
            .. new NoServer(maxBatchSize: "").Hear(db => _ = TextSearch.ArgumentsAsync(db, "halved", Match.Beginning, 5, default)),
            .. new NoServer(maxBatchSize: "").Hear(db => _ = TextSearch.QuestionsAsync(db, "gap", Match.Whole, inTitle: false, default)),
            .. new NoServer(maxBatchSize: "").Hear(db => _ = TextSearch.QuestionsAsync(db, "gap", Match.Whole, inTitle: true, default)),
            .. new NoServer(maxBatchSize: "").Hear(db => _ = TextSearch.QuestionsAlikeAsync(db, ["model", "gap"], 5, default)),
            .. new NoServer(maxBatchSize: "").Hear(db => _ = Search.ReadAsync(db, ["halved", "gap"], ranks: true, default)),
        ];
        heard.ShouldAllBe(text => TSql.Faults(text).Count == 0);
        heard[0].ShouldContain("CONTAINSTABLE(Arguments, Text, @");
        heard[1].ShouldContain("CONTAINSTABLE(Forecasts, (Title, Thesis, Criteria), @");
        heard[2].ShouldContain("CONTAINSTABLE(Forecasts, Title, @");
        heard[3].ShouldContain("CONTAINSTABLE(Forecasts, (Title, Thesis), @");
        heard[4].ShouldContain("sys.fulltext_indexes");
        heard[5].ShouldContain("LIKE");
        heard[6].ShouldContain("LIKE");

        var slug = await site.OpenAsync(Fresh.Slug());
        var (id, forecast) = (await ada.ArguedAsync(slug, "for", $"This says {word} too."), (await site.ForecastAsync(slug)).Id);
        (await site.ReadAsync(db => Search.ArgumentsByPattern(db, word).ToListAsync())).ShouldBe([(forecast << 32) + id]);
        (await site.ReadAsync(db => Search.QuestionsByPattern(db, slug, inTitle: true).ToListAsync())).ShouldBe([forecast]);
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        ada.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private static string PostingFiller(int words) => string.Join(' ', Enumerable.Repeat("filler", words));

    private async Task<IElement> FoundAsync(string slug, string query) =>
        (await reader.GetAsync($"/?q={Uri.EscapeDataString(query)}&sort=newest")).QuerySelector($".tile[data-slug='{slug}']").ShouldNotBeNull(query);

    private async Task AskAsync(string slug, string title, string thesis) =>
        (await site.ImportAsync($"{slug}.md", $"---\ntitle: {title}\nslug: {slug}\ncategory: models\nhorizon: 2030-12-31\n---\n{thesis}\n## Resolution criteria\nTrue if it does.\n")).Success.ShouldBeTrue();

    /// <param name="query">What is typed, and after an ampersand what else is chosen.</param>
    private async Task<List<string>> AllAsync(string query, Visitor? by = null) =>
        [.. (await (by ?? reader).GetAsync($"/?q={Uri.EscapeDataString(query).Replace("%26", "&", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal)}")).QuerySelectorAll(".tile").Select(tile => tile.GetAttribute("data-slug")!)];
}
