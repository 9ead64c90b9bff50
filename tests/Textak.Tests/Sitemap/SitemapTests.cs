using System.Net;
using System.Xml.Linq;
using Textak.Tests.Live;

namespace Textak.Tests.Sitemap;

/// <summary>What search engines find, and under which one address.</summary>
[Collection(nameof(TakenSite))]
public sealed class SitemapTests(TakenSite site) : IDisposable
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private readonly Visitor reader = site.Visit();

    [Fact]
    public async Task Every_board_is_on_the_map_with_when_it_changed_last()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        (await ada.EstimateAsync(slug, 40)).ShouldBeTaken();

        (await reader.Client.GetStringAsync("/robots.txt")).ShouldContain($"\nSitemap: {TakenSite.Home}/sitemap.xml");
        var index = await ReadAsync("/sitemap.xml", "sitemapindex");
        var maps = index.Elements(Map + "sitemap").Select(Address).ToList();
        maps.ShouldBe([$"{TakenSite.Home}/sitemap/pages.xml", $"{TakenSite.Home}/sitemap/1.xml"]);
        var addresses = new List<XElement>();
        foreach (var map in maps) addresses.AddRange((await ReadAsync(new Uri(map).PathAndQuery, "urlset")).Elements(Map + "url"));

        var board = addresses.Single(url => Address(url) == $"{TakenSite.Home}/f/{slug}");
        ((DateTimeOffset)board.Element(Map + "lastmod")!).ShouldBe((await Ledger.ReadAsync(site, slug)).Events[^1].At, TimeSpan.FromSeconds(1));
        addresses.Select(Address).ShouldContain($"{TakenSite.Home}/track-record");
        // Each is there, and calls itself what the map calls it
        foreach (var address in addresses.Select(Address))
        {
            (await CanonicalAsync(new Uri(address).PathAndQuery)).ShouldBe(address);
            reader.Status.ShouldBe(HttpStatusCode.OK, address);
        }
        (await ReadAsync("/sitemap/2.xml", "urlset")).Elements().ShouldBeEmpty();
        (await reader.Client.GetAsync("/sitemap/0.xml", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whichever_way_one_came_a_page_has_one_address()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        foreach (var (asked, canonical) in new[]
        {
            ("/?sort=newest&q=moon", "/"), ("/?q=moon&category=MODELS&sort=argued", "/?category=models"), ("/?category=nonsense", "/"),
            ($"/f/{slug}?order=moved&show=120&days=7&mean=true", $"/f/{slug}"), ($"/F/{slug}/", $"/f/{slug}"), ($"/f/{slug}/at?seq=1", $"/f/{slug}/at"),
            ("/leaderboard?by=baseline&days=90", "/leaderboard"), ("/how-it-works?utm_source=x", "/how-it-works"), ("/u/textak%20editorial", "/u/Textak%20Editorial"),
        })
            (await CanonicalAsync(asked)).ShouldBe(TakenSite.Home + canonical, asked);
        (await CanonicalAsync("/nowhere")).ShouldBeNull();
        (await CanonicalAsync($"/embed/{slug}?theme=dark")).ShouldBe($"{TakenSite.Home}/f/{slug}");
    }

    public void Dispose() => reader.Dispose();

    private async Task<string?> CanonicalAsync(string path) => (await reader.GetAsync(path)).QuerySelector("head link[rel=canonical]")?.GetAttribute("href");

    private async Task<XElement> ReadAsync(string path, string root)
    {
        using var response = await reader.Client.GetAsync(path);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        var map = XElement.Parse(await response.Content.ReadAsStringAsync());
        map.Name.ShouldBe(Map + root);
        return map;
    }

    private static string Address(XElement element) => element.Element(Map + "loc")!.Value;
}
