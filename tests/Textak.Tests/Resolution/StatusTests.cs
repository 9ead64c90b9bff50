using System.Net;
using Textak.Tests.Live;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Resolution;

/// <summary>A forecast is published, locked, resolved and reopened, each with a reason, and everybody sees it at once.</summary>
public sealed class StatusTests(LiveSite site) : IClassFixture<LiveSite>, IAsyncLifetime
{
    private const string Reason = "The log of the harbour says so.", Source = "https://harbour.example/log";

    private Participant ada = null!, keeper = null!, admin = null!;
    private string slug = null!;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        ada = await Participant.JoinAsync(site, Fresh.Name());
        keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        admin = await Participant.AdminAsync(site, Fresh.Name("Chief"));
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        foreach (var person in new[] { ada, keeper, admin }) person.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_locked_board_takes_nothing_and_says_why_to_all_at_once()
    {
        await ada.EstimateAsync(slug, 60);
        await using var watcher = await Watcher.OfAsync(site, slug);

        var seq = (await keeper.StepAsync(slug, "Lock", Reason, Source)).ShouldBeTaken().Seq;

        await watcher.ReachesAsync(seq);
        var frame = watcher.Pushed.Last(f => f.Standing is not null);
        (frame.Open, frame.Standing!.Contains(Reason, StringComparison.Ordinal)).ShouldBe((false, true));
        var page = await ada.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector("#standing")!.Words().ShouldSatisfyAllConditions(
            s => s.ShouldStartWith("This forecast is locked: it takes no arguments or estimates for now."), s => s.ShouldContain(Reason), s => s.ShouldEndWith("Source: harbour.example"));
        page.QuerySelectorAll("main form:not([action^='/following'])").ShouldBeEmpty();
        page.QuerySelector(".activity li")!.Words().ShouldEndWith($"The forecast was locked: {Reason}");
        foreach (var reply in new[]
        {
            await ada.EstimateAsync(slug, 61), await ada.WithdrawAsync(slug), await ada.ReaffirmAsync(slug, 60), await ada.ArgueAsync(slug, "for", "Too late, but still true."),
        })
            string.Join(' ', reply.Errors.Values.SelectMany(messages => messages)).ShouldContain("This forecast is locked");
        (await keeper.StepAsync(slug, "Lock", Reason)).ShouldBeRefused("", "locked already");
        using var reader = site.Visit();
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task A_resolution_is_reopened_by_an_admin_and_everybody_goes_on()
    {
        await ada.EstimateAsync(slug, 60);
        await using var watcher = await Watcher.OfAsync(site, slug);
        (await keeper.StepAsync(slug, "ResolveTrue", Reason, $"{Source}\n\n https://other.example/ \n{Source}")).ShouldBeTaken();
        var page = await ada.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector("#standing .verdict")!.Words().ShouldStartWith("Resolved true on");
        page.QuerySelectorAll("#standing .sources a").Select(a => a.GetAttribute("href")).ShouldBe([Source, "https://other.example/"]);
        page.QuerySelector("#standing .final")!.Words().ShouldBe("The board closed at 60%, 1 estimate: Brier score 0.160, log score −0.51.");
        (await ada.Visitor.GetAsync("/")).QuerySelector($".tile[data-slug='{slug}'] .probability")!.Words().ShouldBe("True");

        (await keeper.StepAsync(slug, "ResolveFalse", Reason, Source)).ShouldBeRefused("", "resolved already");
        (await keeper.StepAsync(slug, "Reopen", "It was a slip.")).ShouldBeRefused("Step", "Only an admin");
        (await keeper.Visitor.GetAsync($"/f/{slug}/status")).QuerySelectorAll("main form").ShouldBeEmpty();
        (await admin.StepAsync(slug, "Reopen", "It was a slip.")).ShouldBeTaken();

        (await ada.Visitor.GetAsync($"/f/{slug}")).QuerySelector("#standing")!.HasAttribute("hidden").ShouldBeTrue();
        var seq = (await ada.EstimateAsync(slug, 30)).ShouldBeTaken().Seq;
        await watcher.ReachesAsync(seq);
        watcher.Pushed.Last().Open.ShouldBeTrue();
        using var reader = site.Visit();
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
        reader.Page.QuerySelectorAll(".activity li").Select(line => line.Words()).ShouldContain(line => line.EndsWith("The forecast was reopened: It was a slip.", StringComparison.Ordinal));
        var forecast = await site.ForecastAsync(slug);
        (forecast.Outcome, forecast.ResolvedAt, forecast.Resolution, forecast.ResolutionSources.Count).ShouldBe((null, null, null, 0));
    }

    [Theory]
    [InlineData(null, Reason, Source, "Step", "Choose what is to become")]
    [InlineData("Nonsense", Reason, Source, "Step", "Choose what is to become")]
    [InlineData("1", Reason, Source, "Step", "Choose what is to become")]
    [InlineData("ResolveTrue", "", Source, "Reason", "Say why")]
    [InlineData("ResolveFalse", Reason, "", "Sources", "Name at least one source")]
    [InlineData("Annul", Reason, "javascript:alert(1)", "Sources", "must be a web address")]
    [InlineData("Lock", Reason, "https://a.example\nhttps://b.example\nhttps://c.example\nhttps://d.example\nhttps://e.example\nhttps://f.example", "Sources", "at most 5")]
    [InlineData("Publish", Reason, "", "", "Only a proposal")]
    public async Task A_wrong_form_is_refused_and_comes_back_as_it_was_typed(string? step, string reason, string sources, string field, string message)
    {
        (await keeper.StepAsync(slug, step, reason, sources)).ShouldBeRefused(field, message);
        var reply = await keeper.StepAsync(slug, step, reason, sources, manner: Manner.Form);
        reply.ShouldComplain(field == "" ? "main > .error" : $"#{field.ToLowerInvariant()}-error", message);
        reply.Page!.QuerySelector("#reason")!.TextContent.ShouldBe(reason);
        reply.Page.QuerySelector("#sources")!.TextContent.ShouldBe(sources);
        (await Ledger.ReadAsync(site, slug)).Events.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_double_click_resolves_once_and_of_two_moderators_the_first_is_right()
    {
        using var other = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var id = Ids.New();

        var replies = await Task.WhenAll(
            keeper.StepAsync(slug, "ResolveTrue", Reason, Source, id), keeper.StepAsync(slug, "ResolveTrue", Reason, Source, id),
            other.StepAsync(slug, "ResolveFalse", Reason, Source), other.StepAsync(slug, "Annul", Reason));

        replies.Count(reply => reply.Status == HttpStatusCode.OK).ShouldBeInRange(1, 2);
        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.Events.Count(e => e.Kind == EventKind.Resolved).ShouldBe(1);
        ledger.Acts.ShouldHaveSingleItem().Status.ShouldBe(ledger.Forecast.Status);
    }

    [Fact]
    public async Task A_proposal_is_in_no_feed_and_takes_nothing_until_it_is_published()
    {
        var proposal = await ProposeAsync();
        await using var watcher = await Watcher.OfAsync(site, proposal);
        using var reader = site.Visit();
        (await reader.GetAsync("/")).QuerySelector($".tile[data-slug='{proposal}']").ShouldBeNull();
        (await reader.GetAsync($"/f/{proposal}")).QuerySelector("#standing")!.Words().ShouldStartWith("This forecast is a proposal");
        (await ada.EstimateAsync(proposal, 50)).ShouldBeRefused("", "This forecast is a proposal");
        (await keeper.StepAsync(proposal, "ResolveTrue", Reason, Source)).ShouldBeRefused("", "publish it or annul it");

        var seq = (await keeper.StepAsync(proposal, "Publish", "A good question.")).ShouldBeTaken().Seq;

        await watcher.ReachesAsync(seq);
        watcher.Pushed.Last().Open.ShouldBeTrue();
        (await ada.EstimateAsync(proposal, 50)).ShouldBeTaken();
        (await reader.GetAsync("/")).QuerySelector($".tile[data-slug='{proposal}']").ShouldNotBeNull();
        (await Ledger.ReadAsync(site, proposal)).ShouldAddUp();
        (await keeper.StepAsync(proposal, "Annul", "Asked in vain.")).ShouldBeTaken();
        (await reader.GetAsync("/")).QuerySelector($".tile[data-slug='{proposal}'] .words .none")!.Words().ShouldBe("stood at 50%");
    }

    [Fact]
    public async Task A_proposal_that_is_annulled_was_never_asked_and_who_had_no_estimate_stood_nowhere()
    {
        var proposal = await ProposeAsync();
        using var reader = site.Visit();

        (await keeper.StepAsync(proposal, "Annul", "Nobody can tell.")).ShouldBeTaken();
        (await keeper.StepAsync(slug, "Annul", "Nobody can tell.")).ShouldBeTaken();

        (await reader.GetAsync("/")).QuerySelector($".tile[data-slug='{proposal}']").ShouldBeNull();
        reader.Page.QuerySelector($".tile[data-slug='{slug}'] .words .none")!.Words().ShouldBe("without an estimate");
        (await reader.GetAsync($"/f/{proposal}")).QuerySelector("#standing .verdict")!.Words().ShouldStartWith("Annulled on");
    }

    [Fact]
    public async Task What_is_hidden_after_the_end_leaves_the_story_too()
    {
        const string marker = "hush4711hush";
        var argument = await ada.ArguedAsync(slug, "for", $"An argument with {marker} in it.");
        using var ben = await Participant.JoinAsync(site, Fresh.Name());
        await ben.EstimateAsync(slug, 40);
        (await ben.MoveAsync(slug, 80, $"a{argument}")).ShouldBeTaken();
        (await keeper.StepAsync(slug, "ResolveTrue", Reason, Source)).ShouldBeTaken();
        using var reader = site.Visit();
        // ln(.8/.4)
        (await reader.GetAsync($"/f/{slug}")).QuerySelector("#standing .story")!.Words().ShouldContain($"{marker} in it. ▲ for, named by 1: log score +0.69");
        await using var watcher = await Watcher.OfAsync(site, slug, Screen.From(reader.Page));

        var seq = (await keeper.HideAsync(slug, argument, "Off topic")).ShouldBeTaken().Seq;

        await watcher.ReachesAsync(seq);
        watcher.Screen.Text.ShouldNotContain(marker);
        (await reader.GetAsync($"/f/{slug}")).DocumentElement.OuterHtml.ShouldNotContain(marker);
        reader.Page.QuerySelector("#standing .story")!.Words().ShouldNotContain("log score", customMessage: "nor is it named without its text");
        watcher.Screen.ShouldEqual(reader.Page);
    }

    private async Task<string> ProposeAsync()
    {
        var proposal = Fresh.Slug();
        var proposer = await site.ReadAsync(db => Task.FromResult(db.Users.Single(u => u.UserName == ada.Visitor.Page.QuerySelector(".who bdi")!.TextContent).Id));
        await site.UseAsync<BoardLog>(log => log.OpenAsync(() => new Forecast
        {
            Slug = proposal, Title = $"Will {proposal} be asked?", Thesis = "It may.", Criteria = "True if it is.", Category = Category.Work, Horizon = new(2030, 1, 1),
            OpenedAt = TimeProvider.System.Now(),
        }.AsProposal(), proposer, () => []));
        return proposal;
    }
}
