using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Textak.Forecasting;
using Textak.Tests.Live;
using Textak.Web.Features.Live;

namespace Textak.Tests.Estimates;

/// <summary>What moved somebody, said with the estimate, and what the arguments then show.</summary>
public sealed class ReceiptTests(LiveSite site) : IClassFixture<LiveSite>, IAsyncLifetime
{
    private Participant ada = null!, ben = null!, author = null!;
    private string slug = null!;
    private long pro, con;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug(), body: "## Signals\n- The harbour was dredged.\n  when: now");
        var people = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Participant.JoinAsync(site, Fresh.Name())));
        (ada, ben, author) = (people[0], people[1], people[2]);
        pro = await author.ArguedAsync(slug, "for", "The first argument, which is for it.");
        con = await author.ArguedAsync(slug, "against", "The second argument, which is against it.");
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        foreach (var person in new[] { ada, ben, author }) person.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task As_a_form_what_moved_one_is_ticked_and_the_argument_shows_it()
    {
        await ada.Visitor.GetAsync($"/f/{slug}");
        await ada.Visitor.SubmitAsync(".estimate form:not([id])", ("percent", "40"));
        Impact(ada.Visitor.Page, pro).ShouldBeNull();

        await ada.Visitor.SubmitAsync(".estimate form:not([id])", ("percent", "60"), ("moved", $"a{pro}"));

        // ln(.6/.4) less ln(.4/.6)
        Impact(ada.Visitor.Page, pro).ShouldBe("moved 1 person, +20 pts on average, +0.81 log-odds in all");
        Impact(ada.Visitor.Page, con).ShouldBeNull();
    }

    [Fact]
    public async Task A_step_is_shared_and_a_first_estimate_takes_none()
    {
        await ada.EstimateAsync(slug, 50);
        (await ada.MoveAsync(slug, 30, $"a{pro}", $"a{con}", $"s{await SignalAsync()}")).ShouldBeTaken();
        (await ben.MoveAsync(slug, 80, $"a{con}")).ShouldBeTaken();
        (await ben.MoveAsync(slug, 70, $"a{con}")).ShouldBeTaken();

        var ledger = await Ledger.ReadAsync(site, slug);
        var (first, second) = (ledger.Arguments.Single(a => a.Id == pro), ledger.Arguments.Single(a => a.Id == con));
        (first.Named, first.Moved, second.Named, second.Moved).ShouldBe((1, 1, 2, 2));
        first.Points.ShouldBe(-20 / 3.0, 1e-9);
        second.Points.ShouldBe(-20 / 3.0 - 10, 1e-9);
        first.LogOdds.ShouldBe(Math.Log(3 / 7.0) / 3, 1e-9);
        ledger.Receipts.Count(r => r.SignalId is not null).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_there_can_not_have_moved_anybody()
    {
        const string message = "Something that you ticked is hidden by now, or not on this board.";
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var other = await site.OpenAsync(Fresh.Slug());
        var elsewhere = await author.ArguedAsync(other, "for", "An argument on another board.");
        (await keeper.HideAsync(slug, con, "Off topic")).ShouldBeTaken();

        foreach (var ticked in new[] { $"a{elsewhere}", $"a{con}", "a0", "a", "s999999", "x1", "", $"s{con}", "a99999999999999999999" })
            (await ada.MoveAsync(slug, 60, ticked)).ShouldBeRefused("", message);
        (await ada.MoveAsync(slug, 60, [.. Enumerable.Range(1, 13).Select(i => $"a{i}")])).ShouldBeRefused("", "Tick at most 12");

        (await ada.MoveAsync(slug, 60, $"a{pro}", $"a{pro}")).ShouldBeTaken();
        (await Ledger.ReadAsync(site, slug)).Receipts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whom_a_hidden_argument_moved_is_asked_and_may_reaffirm()
    {
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        await ada.EstimateAsync(slug, 50);
        (await ada.MoveAsync(slug, 64, $"a{pro}")).ShouldBeTaken();
        (await ben.MoveAsync(slug, 70, $"a{con}")).ShouldBeTaken();
        (await AskedAsync(ada)).ShouldBeFalse();

        (await keeper.HideAsync(slug, pro, "Off topic")).ShouldBeTaken();
        (await AskedAsync(ada)).ShouldBeTrue();
        (await AskedAsync(ben)).ShouldBeFalse("another argument moved him");
        Impact(ada.Visitor.Page, pro).ShouldBeNull("it shows nothing");
        ada.Visitor.Page.QuerySelector($".moved-by [value=a{pro}]").ShouldBeNull();

        (await keeper.RestoreAsync(slug, pro, "On second thoughts")).ShouldBeTaken();
        (await AskedAsync(ada)).ShouldBeFalse("it is there again");
        (await keeper.HideAsync(slug, pro, "Off topic after all")).ShouldBeTaken();
        await ada.Visitor.GetAsync($"/f/{slug}");
        await ada.Visitor.SubmitAsync("#reaffirm");

        (await AskedAsync(ada)).ShouldBeFalse("she stands by it");
        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.Estimates[^1].ShouldSatisfyAllConditions(e => e.Percent.ShouldBe(64), e => e.Before.ShouldBe(64), e => ledger.Receipts.ShouldNotContain(r => r.Seq == e.Seq));
    }

    [Fact]
    public async Task An_argument_and_what_it_did_to_its_author_are_one_event()
    {
        await ada.EstimateAsync(slug, 40);
        var head = await site.HeadAsync(slug);

        var answer = (await ada.ArgueAsync(slug, "for", "What came to my mind just now.", percent: "55")).ShouldBeTaken();

        answer.Seq.ShouldBe(head + 1);
        var ledger = await Ledger.ReadAsync(site, slug);
        (ledger.Forecast.LastSeq, ledger.Forecast.Probability).ShouldBe((head + 1, .55));
        ledger.Events[^1].Kind.ShouldBe(EventKind.ArgumentPosted);
        ledger.Arguments[^1].ShouldSatisfyAllConditions(a => a.Id.ShouldBe(answer.ArgumentId!.Value), a => a.Named.ShouldBe(1), a => a.Points.ShouldBe(15));
        var page = await ada.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector(".activity li")!.Words().ShouldEndWith("argued for: 40% to 55%");
        page.QuerySelector("#mine b")!.TextContent.ShouldBe("55%");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100")]
    [InlineData("5.5")]
    [InlineData("half")]
    public async Task An_argument_with_a_wrong_percent_is_not_posted(string percent)
    {
        const string message = "Give a whole number from 1 to 99 percent.";
        (await ada.ArgueAsync(slug, "for", "What came to my mind just now.", percent: percent)).ShouldBeRefused("for-Percent", message);
        var reply = await ada.ArgueAsync(slug, "for", "What came to my mind just now.", manner: Manner.Form, percent: percent);

        reply.ShouldComplain("#for-percent-error", message);
        reply.Page!.QuerySelector("#for-text")!.TextContent.ShouldBe("What came to my mind just now.");
        (await Ledger.ReadAsync(site, slug)).Arguments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_arguments_page_says_where_the_board_would_stand_without_it()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => Participant.JoinAsync(site, Fresh.Name())));
        var random = new Random(11);
        for (var i = 0; i < 60; i++)
        {
            var person = people[random.Next(people.Length)];
            if (random.Next(8) == 0) await person.WithdrawAsync(slug);
            else await person.MoveAsync(slug, random.Next(1, 100), [.. new[] { $"a{pro}", $"a{con}" }.Where(_ => random.Next(3) == 0)]);
        }

        var updates = (await Ledger.ReadAsync(site, slug)).Updates;
        foreach (var id in new[] { pro, con })
        {
            var page = await ada.Visitor.GetAsync($"/f/{slug}/arguments/{id}");
            var without = Percent.Of(Receipts.Without(updates, $"a{id}").Spread!.Value.Median);
            page.QuerySelector("#without")!.Words().ShouldContain($" at {without}%");
        }
        foreach (var person in people) person.Dispose();
    }

    [Fact]
    public async Task Watchers_get_the_argument_with_its_new_figure()
    {
        await using var watcher = await Watcher.OfAsync(site, slug);
        await ada.EstimateAsync(slug, 40);

        var seq = (await ada.MoveAsync(slug, 60, $"a{con}")).ShouldBeTaken().Seq;

        await watcher.ReachesAsync(seq);
        var card = watcher.Pushed.SelectMany(frame => frame.Cards).Last();
        (card.Id, card.Posted).ShouldBe((con, false));
        card.Html.ShouldContain("20 pts on average");
        using var reader = site.Visit();
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task Updates_in_a_row_are_told_in_one_line()
    {
        await using var watcher = await Watcher.OfAsync(site, slug);
        for (var i = 0; i < 6; i++)
        {
            (await ada.MoveAsync(slug, 40 + i, $"a{pro}")).ShouldBeTaken();
            (await ben.MoveAsync(slug, 80 - i, i == 0 ? $"a{con}" : $"a{pro}")).ShouldBeTaken();
        }

        using var reader = site.Visit();
        var page = await reader.GetAsync($"/f/{slug}");
        // The turn of a minute may part them: then the larger part is one line still
        page.QuerySelectorAll(".activity li").Select(line => line.Words()).ShouldContain(line => Regex.IsMatch(line, "([6-9]|1[0-2]) updates: .*, mostly citing for$"));
        await watcher.ReachesAsync(await site.HeadAsync(slug));
        watcher.Screen.ShouldEqual(page);
    }

    private static string? Impact(IHtmlDocument page, long argument) => page.QuerySelector($"#argument-{argument} .impact")?.Words();

    private async Task<bool> AskedAsync(Participant person) =>
        !(await person.Visitor.GetAsync($"/f/{slug}")).QuerySelector("#reaffirm")!.HasAttribute("hidden");

    private Task<long> SignalAsync() => site.ReadAsync(db => Task.FromResult(db.Signals.Single(s => s.ForecastId == db.Forecasts.Single(f => f.Slug == slug).Id).Id));
}
