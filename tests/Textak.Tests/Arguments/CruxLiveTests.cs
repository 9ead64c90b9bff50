using Textak.Tests.Live;

namespace Textak.Tests.Arguments;

/// <summary>What those above and those below weigh most differently stands on the board, live.</summary>
[Collection(nameof(ArguedSite))]
public sealed class CruxLiveTests(LiveSite site)
{
    [Fact]
    public async Task It_appears_with_the_votes_of_both_sides_and_goes_when_it_is_hidden()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Participant.JoinAsync(site, Fresh.Name())));
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        // .57 and .07 are not a hundredth of 57 and 7: whoever stands at the number stands on neither side of it
        foreach (var number in (int[])[50, 57, 7]) await AppearsAndGoesAsync(people, moderator, number);
        foreach (var person in people) person.Dispose();
    }

    private async Task AppearsAndGoesAsync(Participant[] people, Participant moderator, int number)
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var agreed = await people[4].ArguedAsync(slug, "for", "Everybody finds something in this.");
        var crux = await people[4].ArguedAsync(slug, "against", "About this one the two sides differ.");
        await using var watcher = await Watcher.OfAsync(site, slug);
        foreach (var (i, person) in people.Index()) (await person.EstimateAsync(slug, i >= 4 ? number : i < 2 ? number - 5 : number + 30)).ShouldBeTaken();
        using var stranger = site.Visit();
        (await stranger.GetAsync($"/f/{slug}")).QuerySelector("#crux")!.HasAttribute("hidden").ShouldBeTrue();

        (await people[5].RateAsync(slug, crux, "5")).ShouldBeTaken();
        foreach (var (i, person) in people.Take(4).Index())
        {
            (await person.RateAsync(slug, agreed, "4")).ShouldBeTaken();
            (await person.RateAsync(slug, crux, i < 2 ? "5" : "0")).ShouldBeTaken();
        }
        await watcher.ReachesAsync(await site.HeadAsync(slug));
        var line = (await stranger.GetAsync($"/f/{slug}")).QuerySelector("#crux")!;
        // (0 + 7.5) / 5 and (10 + 7.5) / 5
        line.Words().ShouldBe("The crux 1.5 above, 3.5 below About this one the two sides differ.");
        line.QuerySelector(".what")!.GetAttribute("href").ShouldBe($"/f/{slug}/arguments/{crux}");
        watcher.Screen.ShouldEqual(await stranger.GetAsync($"/f/{slug}"));

        (await moderator.HideAsync(slug, crux, "Off topic")).ShouldBeTaken();
        await watcher.ReachesAsync(await site.HeadAsync(slug));
        watcher.Screen.Text.ShouldNotContain("the two sides differ");
        (await stranger.GetAsync($"/f/{slug}")).DocumentElement.OuterHtml.ShouldNotContain("the two sides differ");
        watcher.Screen.ShouldEqual(await stranger.GetAsync($"/f/{slug}"));
    }
}
