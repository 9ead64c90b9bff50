using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Textak.Tests.Moderation;

/// <summary>Reads what there is to be read, as browsers do that keep what they were sent, and hands it to the detector.</summary>
internal sealed class Surfaces(Hushed hushed, Visitor stranger, LeakDetector detector)
{
    private readonly ConcurrentDictionary<(Reader By, string Address), (string Tag, string Text)> kept = [];

    /// <summary>All that one may ask for, once.</summary>
    /// <param name="sparser">Where some of the arguments are asked for, only one in so many of those.</param>
    public async Task<IReadOnlyList<Func<Task>>> AllAsync(int sparser = 1)
    {
        var heads = new Dictionary<string, long>();
        foreach (var slug in hushed.Slugs) heads.Add(slug, await hushed.Site.HeadAsync(slug));
        return [.. Surface.All.Index().SelectMany(one => one.Item.Addresses(hushed, heads, one.Index, sparser).Select(address => (Func<Task>)(() => ReadAsync(one.Item, address)))),
            .. hushed.Numbers.Where(n => hushed.Place(n) % (19 * sparser) == 0).Select(n => (Func<Task>)(() => SearchAsync(n))), .. hushed.Slugs.Select(slug => (Func<Task>)(() => RefusedAsync(slug)))];
    }

    private async Task ReadAsync(Surface surface, string address)
    {
        var (client, began) = (ClientOf(surface.By), Stopwatch.GetTimestamp());
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var before = kept.GetValueOrDefault((surface.By, address));
        if (before.Tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", before.Tag);
        using var response = await client.SendAsync(request);
        ((int)response.StatusCode).ShouldBeLessThan(500, address);
        // What the browser still has is what one sees then
        var text = response.StatusCode == HttpStatusCode.NotModified ? before.Text : response.Headers + await response.Content.ReadAsStringAsync();
        if (response.Headers.ETag is { } tag) kept[(surface.By, address)] = ($"{tag}", text);
        detector.Read(surface, address, text, began, surface.By == Reader.Author ? n => hushed.Author(n) == hushed.Authors[0] : null);
    }

    // The page repeats what was searched for; it is whether the board is found that would give it away
    private async Task SearchAsync(int number)
    {
        var began = Stopwatch.GetTimestamp();
        var page = await stranger.Client.GetStringAsync($"/?q={LeakDetector.Marker(number)}");
        var found = page.Contains($"/f/{hushed.Slug(number)}\"", StringComparison.Ordinal);
        detector.Read("the search", $"the search for {LeakDetector.Marker(number)}", found ? LeakDetector.Marker(number) : "", began);
    }

    // A form that is refused brings the whole board back
    private async Task RefusedAsync(string slug)
    {
        var began = Stopwatch.GetTimestamp();
        var reply = await hushed.Other.Person.EstimateAsync(slug, "nonsense", manner: Manner.Form);
        detector.Read("a refused form", slug, reply.Page!.DocumentElement.OuterHtml, began);
    }

    private HttpClient ClientOf(Reader reader) => reader switch
    {
        Reader.Stranger => stranger.Client,
        Reader.Program => hushed.Program.Client,
        Reader.Other => hushed.Other.Person.Visitor.Client,
        _ => hushed.Authors[0].Person.Visitor.Client,
    };
}
