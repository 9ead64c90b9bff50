namespace Textak.Tests.Moderation;

/// <summary>Two boards with arguments that carry a marker each, and the people round them.</summary>
internal sealed record Hushed(string[] Slugs, long[] Ids, Participant Author, Participant Other, Participant[] Moderators) : IDisposable
{
    public IEnumerable<int> Numbers => Enumerable.Range(0, Ids.Length);

    /// <summary>The board on which an argument stands.</summary>
    public string Slug(int number) => Slugs[number % Slugs.Length];

    public string Path(int number, string end = "") => $"/f/{Slug(number)}/arguments/{Ids[number]}{end}";

    /// <summary>The number of the argument that one rebuts; null where it stands by itself.</summary>
    public static int? AnsweredBy(int number) => number < 4 ? null : (number % 10) switch { 4 or 5 => number % 2, 6 or 7 => number - 2, _ => null };

    public static async Task<Hushed> OpenAsync(Site site, int arguments)
    {
        var hushed = new Hushed(
            [await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug())],
            new long[arguments],
            await Participant.JoinAsync(site, Fresh.Name("Author")),
            await Participant.JoinAsync(site, Fresh.Name("Other")),
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Participant.ModerateAsync(site, Fresh.Name("Keeper")))));
        foreach (var n in hushed.Numbers)
        {
            // Some are rebuttals of the first on their board, and some answer those
            var (text, link) = ($"Nobody may know of {LeakDetector.Marker(n)} later on.", $"https://{LeakDetector.Marker(n)}.example/");
            hushed.Ids[n] = AnsweredBy(n) is { } answered ? await hushed.Author.RebuttedAsync(hushed.Slug(n), hushed.Ids[answered], text, link)
                : await hushed.Author.ArguedAsync(hushed.Slug(n), n % 3 == 0 ? "for" : "against", text, link);
            if (n % 4 == 2) (await hushed.Author.CiteAsync(hushed.Slug(n), hushed.Ids[n], "https://example.org/", $"About {LeakDetector.Marker(n)}", $"{LeakDetector.Marker(n)} & Sons", "direct")).ShouldBeTaken();
            // What it said before is as hidden as what it says now
            if (n % 4 == 1) (await hushed.Author.EditAsync(hushed.Slug(n), hushed.Ids[n], 1, $"And nobody may know that it was about {LeakDetector.Marker(n)}.")).ShouldBeTaken();
        }
        return hushed;
    }

    public void Dispose()
    {
        foreach (var person in Moderators.Append(Author).Append(Other)) person.Dispose();
    }
}
