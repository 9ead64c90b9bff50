namespace Textak.Tests.Moderation;

/// <summary>Something that somebody without a role can read over HTTP.</summary>
/// <param name="Address">With {slug} for each board, {id} and {marker} for arguments on it, {seq} for steps of its log, {author} for each author.</param>
/// <param name="Every">Of how many arguments one is asked for.</param>
/// <param name="Tells">Whether it shows arguments, as long as nobody has hidden them.</param>
internal sealed record Surface(Reader By, string Address, int Every = 1, bool Tells = true)
{
    // A catch-up tells no more events at once
    private const int Step = 200;

    /// <summary>All of them. Whoever makes a new page, or a new way to ask for what people wrote, adds a line.</summary>
    public static IReadOnlyList<Surface> All { get; } =
    [
        new(Reader.Stranger, "/f/{slug}"),
        new(Reader.Stranger, "/f/{slug}?show=1020"),
        new(Reader.Other, "/f/{slug}?order=strongest"),
        new(Reader.Author, "/f/{slug}?show=240&order=moved"),
        new(Reader.Stranger, "/f/{slug}/frames?after={seq}"),
        new(Reader.Stranger, "/f/{slug}/similar?text=nobody+may+know+later"),
        new(Reader.Other, "/f/{slug}/similar?text=nobody+may+know+{marker}", Every: 19),
        new(Reader.Stranger, "/f/{slug}/arguments/{id}", Every: 7),
        new(Reader.Other, "/f/{slug}/arguments/{id}", Every: 17),
        new(Reader.Author, "/f/{slug}/arguments/{id}", Every: 17),
        new(Reader.Other, "/f/{slug}/arguments/{id}?handler=card", Every: 11),
        new(Reader.Stranger, "/f/{slug}/arguments/{id}?handler=rebuttals", Every: 11),
        new(Reader.Other, "/f/{slug}/arguments/{id}/report", Every: 17),
        new(Reader.Author, "/f/{slug}/arguments/{id}/appeal", Every: 19, Tells: false),
        new(Reader.Other, "/f/{slug}/arguments/{id}/appeal", Every: 41, Tells: false),
        new(Reader.Other, "/f/{slug}/arguments/{id}/case", Every: 41, Tells: false),
        new(Reader.Other, "/f/{slug}/arguments/{id}/visibility", Every: 41, Tells: false),
        new(Reader.Other, "/moderation/queue", Tells: false),
        new(Reader.Stranger, "/moderation/log", Tells: false),
        new(Reader.Other, "/moderation/log/{slug}", Tells: false),
        new(Reader.Stranger, "/f/{slug}/criteria", Tells: false),
        new(Reader.Stranger, "/", Tells: false),
        new(Reader.Other, "/?q=nobody"),
        new(Reader.Stranger, "/live", Tells: false),
        new(Reader.Stranger, "/u/{author}"),
        new(Reader.Other, "/u/{author}/json"),
        new(Reader.Stranger, "/u/{author}/csv", Tells: false),
        new(Reader.Stranger, "/track-record/json", Tells: false),
        new(Reader.Stranger, "/f/{slug}/atom"),
        new(Reader.Other, "/atom", Tells: false),
        new(Reader.Stranger, "/embed/{slug}", Tells: false),
        new(Reader.Stranger, "/f/{slug}/files/all.json"),
        new(Reader.Stranger, "/files/arguments.csv"),
        new(Reader.Other, "/account", Tells: false),
        new(Reader.Author, "/account", Tells: false),
        new(Reader.Other, "/notices"),
        new(Reader.Author, "/notices", Tells: false),
        new(Reader.Stranger, "/f/{slug}/at"),
        new(Reader.Other, "/f/{slug}/at?show=200&seq={seq}"),
        new(Reader.Stranger, "/f/{slug}/at?argument={id}&seq={seq}", Every: 13),
        new(Reader.Stranger, "/f/{slug}/since?after=1", Tells: false),
        new(Reader.Program, "/api/v1/me/notices?limit=200"),
        new(Reader.Program, "/api/v1/shifts", Tells: false),
        new(Reader.Program, "/api/v1/forecasts/{slug}/arguments?limit=200"),
        new(Reader.Program, "/api/v1/forecasts/{slug}/changes?after={seq}"),
    ];

    /// <summary>The addresses that it has on some boards.</summary>
    /// <param name="heads">How far the log of each board has come.</param>
    /// <param name="first">With which of its arguments it begins.</param>
    /// <param name="sparser">Of how many that it asks for otherwise only one.</param>
    public IEnumerable<string> Addresses(Hushed hushed, IReadOnlyDictionary<string, long> heads, int first, int sparser)
    {
        if (Address.Contains("{author}", StringComparison.Ordinal)) return hushed.Authors.Select(author => Address.Replace("{author}", Uri.EscapeDataString(author.Name), StringComparison.Ordinal));
        if (!Address.Contains("{slug}", StringComparison.Ordinal)) return [Address];
        return hushed.Slugs.SelectMany(slug => On(slug, hushed, heads[slug], first, sparser).Select(address => address.Replace("{slug}", slug, StringComparison.Ordinal)));
    }

    private IEnumerable<string> On(string slug, Hushed hushed, long head, int first, int sparser) =>
        Address.Contains("{id}", StringComparison.Ordinal) || Address.Contains("{marker}", StringComparison.Ordinal)
            ? hushed.On(slug).Where(n => (hushed.Place(n) + first) % (Every * sparser) == 0).Select(n => Address.Replace("{id}", $"{hushed.Ids[n]}", StringComparison.Ordinal)
                .Replace("{marker}", LeakDetector.Marker(n), StringComparison.Ordinal).Replace("{seq}", $"{1 + hushed.Place(n) * head / hushed.Ids.Length}", StringComparison.Ordinal))
        : Address.Contains("{seq}", StringComparison.Ordinal) ? Enumerable.Range(0, (int)(head / Step) + 1).Select(n => n * Step).Append((int)head).Select(seq => Address.Replace("{seq}", $"{seq}", StringComparison.Ordinal))
        : [Address];
}

/// <summary>Who reads: nobody that is known, a participant, a program with a token of theirs, or the author of some of the arguments.</summary>
internal enum Reader { Stranger, Other, Program, Author }
