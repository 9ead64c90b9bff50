using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Sitemap;

/// <summary>
/// What search engines are to find: the main pages and every board, with when it changed last. In maps of at most fifty thousand addresses, as the
/// format wants it, each of a range of ids: so a map stays the same map while others come. People's records are left to those who look for them.
/// </summary>
public static class SitemapEndpoints
{
    private const int Most = 50_000, AtOnce = 1000;
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly string[] Pages = ["/", .. Enum.GetValues<Category>().Select(c => $"/?category={c.ToString().ToLowerInvariant()}"), "/track-record", "/leaderboard", "/how-it-works", "/files"];

    public static void MapSitemap(this WebApplication app)
    {
        app.MapGet("/robots.txt", (HttpContext http) => Results.Text($"""
            User-agent: *
            Disallow: /account
            Disallow: /moderation/queue
            Disallow: /files/
            Disallow: /f/*/files/
            Disallow: /f/*/frames
            Disallow: /f/*/similar
            Disallow: /*?handler=
            Sitemap: {http.BaseAddress()}/sitemap.xml

            """));
        app.MapGet("/sitemap.xml", IndexAsync).CacheOutput(nameof(ReaderCache));
        app.MapGet("/sitemap/pages.xml", (HttpContext http) => WriteAsync(http, "urlset", xml => EachAsync(Pages, page => AddressAsync(xml, "url", http.BaseAddress() + page, null)))).CacheOutput(nameof(ReaderCache));
        app.MapGet("/sitemap/{number:int:min(1)}.xml", BoardsAsync).CacheOutput(nameof(ReaderCache));
    }

    private static async Task IndexAsync(HttpContext http, TextakDb db)
    {
        var last = await db.Forecasts.OrderByDescending(f => f.Id).Select(f => f.Id).FirstOrDefaultAsync(http.RequestAborted);
        var maps = Enumerable.Range(1, (int)((last + Most - 1) / Most)).Select(number => string.Create(CultureInfo.InvariantCulture, $"/sitemap/{number}.xml"));
        await WriteAsync(http, "sitemapindex", xml => EachAsync(maps.Prepend("/sitemap/pages.xml"), map => AddressAsync(xml, "sitemap", http.BaseAddress() + map, null)));
    }

    private static Task BoardsAsync(HttpContext http, TextakDb db, int number) => WriteAsync(http, "urlset", async xml =>
    {
        var (after, to) = ((number - 1L) * Most, (long)number * Most);
        while (true)
        {
            var some = await db.AskedForecasts().Where(f => f.Id > after && f.Id <= to).OrderBy(f => f.Id).Take(AtOnce)
                .Select(f => new { f.Id, f.Slug, At = db.Events.Where(e => e.ForecastId == f.Id && e.Seq == f.LastSeq).Select(e => e.At).First() }).ToListAsync(http.RequestAborted);
            foreach (var f in some) await AddressAsync(xml, "url", $"{http.BaseAddress()}/f/{f.Slug}", f.At);
            if (some.Count < AtOnce) return;
            await xml.FlushAsync();
            after = some[^1].Id;
        }
    });

    private static async Task WriteAsync(HttpContext http, string root, Func<XmlWriter, Task> write)
    {
        http.Response.ContentType = "application/xml; charset=utf-8";
        await using var xml = XmlWriter.Create(http.Response.Body, new() { Async = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        await xml.WriteStartElementAsync(null, root, Namespace);
        await write(xml);
        await xml.WriteEndElementAsync();
        await xml.FlushAsync();
    }

    private static async Task AddressAsync(XmlWriter xml, string element, string address, DateTimeOffset? changed)
    {
        await xml.WriteStartElementAsync(null, element, Namespace);
        await xml.WriteElementStringAsync(null, "loc", Namespace, address);
        if (changed is { } at) await xml.WriteElementStringAsync(null, "lastmod", Namespace, at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        await xml.WriteEndElementAsync();
    }

    private static async Task EachAsync(IEnumerable<string> paths, Func<string, Task> write)
    {
        foreach (var path in paths) await write(path);
    }
}
