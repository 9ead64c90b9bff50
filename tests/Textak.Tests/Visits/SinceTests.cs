using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Data;
using Textak.Web.Features.Visits;

namespace Textak.Tests.Visits;

/// <summary>What is new on a board since somebody was there: said in a line, and the same in every tab until they have been away.</summary>
public sealed class SinceTests(CalendarSite site) : IClassFixture<CalendarSite>
{
    [Fact]
    public async Task It_says_what_others_did_and_leads_there_in_every_tab_until_one_has_been_away_again()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        using var ben = await Participant.JoinAsync(site, Fresh.Name("Ben"));
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var old = await ada.ArguedAsync(slug, "for", "It was here before.");
        (await ben.EstimateAsync(slug, 72)).ShouldBeTaken();
        (await SinceAsync(ada.Visitor, slug)).ShouldBeNull("she was never here");
        await SavedAsync(slug, await site.HeadAsync(slug));

        var one = await ben.ArguedAsync(slug, "for", "The first of what is new.");
        var two = await ben.ArguedAsync(slug, "against", "The second of what is new.");
        var three = await ben.ArguedAsync(slug, "against", "The third of what is new.");
        var (rebuttal, reply) = (await ben.RebuttedAsync(slug, old, "It was not here before."), await keeper.RebuttedAsync(slug, old, "Nor is it now."));
        (await ben.EstimateAsync(slug, 75)).ShouldBeTaken();
        await ada.RebuttedAsync(slug, rebuttal, "What is one's own is not new.");
        var head = await site.HeadAsync(slug);
        site.Clock.Advance(TimeSpan.FromHours(1));

        for (var tab = 0; tab < 3; tab++)
        {
            (await SinceAsync(ada.Visitor, slug)).ShouldBe("Since you were here: 3 arguments, 2 rebuttals, 72 to 75", $"tab {tab}");
            if (tab == 1) await SavedAsync(slug, head);
        }
        (await site.HeadAsync(slug)).ShouldBe(head, "to look is no event");
        var since = ada.Visitor.Page.QuerySelector("#since")!;
        since.GetAttribute("data-new").ShouldBe($"{one} {two} {three} {rebuttal} {reply}");
        since.QuerySelectorAll("li a").Select(a => a.GetAttribute("href")).ShouldBe([
            $"#argument-{one}", $"#argument-{two}", $"#argument-{three}", $"/f/{slug}/arguments/{rebuttal}", $"/f/{slug}/arguments/{reply}", "#history", $"/f/{slug}/at?seq={head - 7}"]);
        (await SinceAsync(ben.Visitor, slug)).ShouldBeNull("he was never here, as far as he looked");

        (await keeper.HideAsync(slug, two, "Off topic")).ShouldBeTaken();
        (await ben.TakeBackAsync(slug, rebuttal)).ShouldBeTaken();
        (await keeper.ChangeCriteriaAsync(slug, 1, "True if it happens soon.", "Clearer")).ShouldBeTaken();
        (await SinceAsync(ada.Visitor, slug)).ShouldBe("Since you were here: 2 arguments, 1 rebuttal, 72 to 75, new criteria");
        using var stranger = site.Visit();
        (await stranger.GetAsync($"/f/{slug}/since?after={head - 7}")).QuerySelector("summary")!.TextContent.ShouldBe("Since you were here: 2 arguments, 2 rebuttals, 72 to 75, new criteria", "to others hers is new too");
        stranger.Page.QuerySelector(".masthead").ShouldBeNull("it is the line alone");

        await SavedAsync(slug, await site.HeadAsync(slug));
        site.Clock.Advance(TimeSpan.FromHours(1));
        (await SinceAsync(ada.Visitor, slug)).ShouldBeNull("she has seen it all");
    }

    [Fact]
    public async Task What_one_saw_before_turning_away_is_not_new_later_and_an_old_tab_takes_nothing_back()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        using var ben = await Participant.JoinAsync(site, Fresh.Name("Ben"));
        await ada.Visitor.GetAsync($"/f/{slug}");
        var first = await site.HeadAsync(slug);
        await SavedAsync(slug, first);

        await ben.ArguedAsync(slug, "for", "She sees it come in, live.");
        var seen = await site.HeadAsync(slug);
        (await ada.PostAsync($"/f/{slug}/since", Manner.Script, ("seq", $"{seen}"))).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        (await ada.PostAsync($"/f/{slug}/since", Manner.Script, ("seq", $"{first}"))).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        await SavedAsync(slug, seen);
        await ben.ArguedAsync(slug, "for", "She is away when this comes.");
        site.Clock.Advance(TimeSpan.FromHours(1));
        (await SinceAsync(ada.Visitor, slug)).ShouldBe("Since you were here: 1 argument");
    }

    [Fact]
    public async Task Many_are_counted_and_the_newest_named()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ben = await Participant.JoinAsync(site, Fresh.Name("Ben"));
        var head = await site.HeadAsync(slug);
        for (var n = 0; n < SinceView.Most + 3; n++) await ben.ArguedAsync(slug, "for", $"Argument number {n} of many.");
        using var stranger = site.Visit();
        var line = await stranger.GetAsync($"/f/{slug}/since?after={head}");
        line.QuerySelector("summary")!.TextContent.ShouldBe($"Since you were here: {SinceView.Most + 3} arguments");
        line.QuerySelectorAll("li.for").Length.ShouldBe(SinceView.Most);
        line.QuerySelector("ul")!.Words().ShouldContain("and 3 more");
        foreach (var nothing in (string[])[$"?after={head + 1000}", "?after=0", "?after=-3", "?after=x", ""])
            (await stranger.GetAsync($"/f/{slug}/since{nothing}")).QuerySelector("#since")!.HasAttribute("hidden").ShouldBeTrue(nothing);
    }

    private static async Task<string?> SinceAsync(Visitor visitor, string slug) =>
        (await visitor.GetAsync($"/f/{slug}")).QuerySelector("#since summary")?.Words();

    /// <summary>What was looked at is written behind the pages.</summary>
    private Task SavedAsync(string slug, long seq) => Eventually.HoldsAsync(() =>
    {
        using var scope = site.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        return db.Visits.AsNoTracking().Any(v => v.Seen >= seq && db.Forecasts.Any(f => f.Id == v.ForecastId && f.Slug == slug));
    }, "the visit is kept");
}
