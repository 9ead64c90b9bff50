namespace Textak.Tests.Moderation;

/// <summary>Two boards with arguments that carry a marker each, and the people round them.</summary>
internal sealed record Hushed(string[] Slugs, long[] Ids, Participant Author, Participant Other, Participant[] Moderators) : IDisposable
{
    public IEnumerable<int> Numbers => Enumerable.Range(0, Ids.Length);

    /// <summary>The board on which an argument stands.</summary>
    public string Slug(int number) => Slugs[number % Slugs.Length];

    public string Path(int number, string end = "") => $"/f/{Slug(number)}/arguments/{Ids[number]}{end}";

    public static async Task<Hushed> OpenAsync(Site site, int arguments)
    {
        var hushed = new Hushed(
            [await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug())],
            new long[arguments],
            await Participant.JoinAsync(site, Fresh.Name("Author")),
            await Participant.JoinAsync(site, Fresh.Name("Other")),
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Participant.ModerateAsync(site, Fresh.Name("Keeper")))));
        foreach (var n in hushed.Numbers)
            hushed.Ids[n] = await hushed.Author.ArguedAsync(
                hushed.Slug(n), n % 3 == 0 ? "for" : "against", $"Nobody may know of {LeakDetector.Marker(n)} later on.", $"https://{LeakDetector.Marker(n)}.example/");
        return hushed;
    }

    public void Dispose()
    {
        foreach (var person in Moderators.Append(Author).Append(Other)) person.Dispose();
    }
}
