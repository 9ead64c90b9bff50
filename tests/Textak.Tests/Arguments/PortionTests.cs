using AngleSharp.Html.Dom;
using Textak.Web.Features.Arguments;

namespace Textak.Tests.Arguments;

/// <summary>Of a long column the page shows a part, and more of it on demand.</summary>
[Collection(nameof(ArguedSite))]
public sealed class PortionTests(LiveSite site)
{
    private const int Many = Portion.Step + 5;

    [Fact]
    public async Task The_first_of_each_order_and_more_until_there_are_no_more()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "opened: 90 days ago", "## For\n" + string.Concat(Enumerable.Range(1, Many).Select(n => $"- Reason number {n} of very many.\n  when: {Many + 1 - n} days ago\n")) + "## Against\n- The only one against.\n");
        using var reader = await Participant.JoinAsync(site, Fresh.Name());
        var first = await reader.Visitor.GetAsync($"/f/{slug}");
        Numbers(first).ShouldBe(Enumerable.Range(1, Many).Reverse().Take(Portion.Step));
        first.QuerySelector("section.for h2 .n")!.TextContent.ShouldBe($"{Many}");
        first.QuerySelector("section.against .more").ShouldBeNull();
        first.QuerySelectorAll(".chart svg.marks a.for").Length.ShouldBeGreaterThan(Many / 2, "the chart marks what is on no page");

        var more = await reader.Visitor.GetAsync($"/f/{slug}{first.QuerySelector("section.for > .more a")!.GetAttribute("href")}");
        Numbers(more).ShouldBe(Enumerable.Range(1, Many).Reverse());
        more.QuerySelector("section.for > .more").ShouldBeNull();

        // Whoever comes from an argument that the board doesn't begin with goes back to it, and not to where it isn't
        foreach (var (card, isFirst) in new[] { (first.QuerySelector("section.for .argument")!, true), (more.QuerySelectorAll("section.for .argument")[Portion.Step], false) })
        {
            var id = long.Parse(card.Id!["argument-".Length..], null);
            var place = isFirst ? $"/f/{slug}#argument-{id}" : $"/f/{slug}/arguments/{id}";
            (await reader.RateAsync(slug, id, "2", manner: Manner.Form)).At.ShouldBe(place);
            (await reader.Visitor.GetAsync($"/f/{slug}/arguments/{id}")).QuerySelector("main > p > a")!.GetAttribute("href").ShouldBe(isFirst ? place : $"/f/{slug}");
        }

        // The strongest comes first though it is the oldest, and stood on no page before
        var oldest = more.QuerySelectorAll("section.for .argument")[^1].Id!["argument-".Length..];
        (await reader.RateAsync(slug, long.Parse(oldest, null), "5")).ShouldBeTaken();
        var strongest = await reader.Visitor.GetAsync($"/f/{slug}?order=strongest");
        Numbers(strongest).First().ShouldBe(1);
        strongest.QuerySelector("section.for > .more a")!.GetAttribute("href").ShouldBe($"?order=strongest&show={2 * Portion.Step}#for");
        foreach (var show in (string[])["-1", "0", "1", "nonsense", "99999999"])
            (await reader.Visitor.GetAsync($"/f/{slug}?show={show}")).QuerySelectorAll("section.for .argument").Length.ShouldBeInRange(Portion.Step, Many);
    }

    [Fact]
    public async Task Where_no_more_can_be_shown_at_once_the_page_says_so_and_leads_in_no_circle()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), body: "## For\n" + string.Concat(Enumerable.Range(1, Portion.Most + 1).Select(n => $"- Reason number {n} of far too many.\n")));
        using var stranger = site.Visit();
        var before = await stranger.GetAsync($"/f/{slug}?show={Portion.Most - Portion.Step}");
        var last = await stranger.GetAsync($"/f/{slug}{before.QuerySelector("section.for > .more a")!.GetAttribute("href")}");
        last.QuerySelectorAll("section.for .argument").Length.ShouldBe(Portion.Most);
        last.QuerySelector("section.for > .more")!.TextContent.ShouldContain("The first 1,020 in this order.");
        last.QuerySelector("section.for > .more a").ShouldBeNull();
    }

    private static IEnumerable<int> Numbers(IHtmlDocument page) => page.QuerySelectorAll("section.for > .cards > .argument > p").Select(p => int.Parse(p.TextContent.Split(' ')[2], null));
}
