using System.Diagnostics;
using System.Net;

namespace Textak.Tests.Moderation;

/// <summary>All that somebody without a role can read over HTTP, handed to the detector.</summary>
internal sealed class Surfaces(Hushed hushed, Visitor stranger, LeakDetector detector)
{
    /// <summary>What shows many arguments, or none, at once.</summary>
    public IReadOnlyList<Func<Task>> Of(string slug) =>
    [
        () => ReadAsync(stranger.Client, $"/f/{slug}"),
        () => ReadAsync(hushed.Other.Visitor.Client, $"/f/{slug}?order=strongest"),
        () => ReadAsync(hushed.Other.Visitor.Client, "/"),
        () => ReadAsync(stranger.Client, "/?q=nobody"),
        () => ReadAsync(stranger.Client, "/moderation/log"),
        () => ReadAsync(hushed.Other.Visitor.Client, $"/moderation/log/{slug}"),
        () => ReadAsync(stranger.Client, $"/f/{slug}/similar?text=nobody+may+know+later"),
        () => ReadAsync(stranger.Client, $"/f/{slug}/at"),
        () => ReadAsync(hushed.Other.Visitor.Client, $"/f/{slug}/at?show=200&seq={Random.Shared.Next(1, 200)}"),
        () => ReadAsync(stranger.Client, $"/f/{slug}/since?after=1"),
        () => ReadAsync(stranger.Client, $"/f/{slug}/atom"),
        () => ReadAsync(stranger.Client, "/atom"),
        () => ReadAsync(stranger.Client, $"/embed/{slug}"),
        () => ReadAsync(hushed.Other.Visitor.Client, $"/f/{slug}/files/arguments.csv"),
        () => ReadAsync(stranger.Client, $"/f/{slug}/files/all.json"),
        () => ReadAsync(stranger.Client, "/files/arguments.csv"),
        () => ReadAsync(hushed.Other.Visitor.Client, "/files/all.json"),
        () => RefusedAsync(hushed.Other, slug),
    ];

    /// <summary>What shows one.</summary>
    public IReadOnlyList<Func<Task>> Of(int number) =>
    [
        () => ReadAsync(stranger.Client, hushed.Path(number)),
        () => ReadAsync(hushed.Other.Visitor.Client, hushed.Path(number, "?handler=card")),
        () => ReadAsync(hushed.Other.Visitor.Client, hushed.Path(number, "/report")),
        () => ReadAsync(stranger.Client, hushed.Path(Hushed.AnsweredBy(number) ?? number, "?handler=rebuttals")),
        () => ReadAsync(stranger.Client, hushed.Path(Hushed.AnsweredBy(number) ?? number)),
        () => ReadAsync(stranger.Client, $"/f/{hushed.Slug(number)}/similar?text=nobody+{LeakDetector.Marker(number)}"),
        () => ReadAsync(stranger.Client, $"/f/{hushed.Slug(number)}/at?argument={hushed.Ids[number]}&seq={Random.Shared.Next(1, 200)}"),
        () => SearchAsync(stranger.Client, number),
    ];

    private async Task ReadAsync(HttpClient client, string path)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await client.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        detector.Read(path, response.Headers + await response.Content.ReadAsStringAsync(), began);
    }

    // The page repeats what was searched for; it is whether the board is found that would give it away
    private async Task SearchAsync(HttpClient client, int number)
    {
        var began = Stopwatch.GetTimestamp();
        var page = await client.GetStringAsync($"/?q={LeakDetector.Marker(number)}");
        var found = page.Contains($"/f/{hushed.Slug(number)}\"", StringComparison.Ordinal);
        detector.Read("the search", found ? LeakDetector.Marker(number) : "", began);
    }

    // A form that is refused brings the whole board back
    private async Task RefusedAsync(Participant person, string slug)
    {
        var began = Stopwatch.GetTimestamp();
        var reply = await person.EstimateAsync(slug, "nonsense", manner: Manner.Form);
        detector.Read("a refused form", reply.Page!.DocumentElement.OuterHtml, began);
    }
}
