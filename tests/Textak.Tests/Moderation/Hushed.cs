using Microsoft.EntityFrameworkCore;
using Textak.Tests.Api;
using Textak.Tests.Notices;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Features.Reports;
using Textak.Web.Features.Tokens;

namespace Textak.Tests.Moderation;

/// <summary>Somebody, with the name that they have.</summary>
internal sealed record Known(string Name, Participant Person)
{
    public static async Task<Known> JoinAsync(Site site, string start)
    {
        var name = Fresh.Name(start);
        return new(name, await Participant.JoinAsync(site, name));
    }

    public static async Task<Known> ModerateAsync(Site site)
    {
        var name = Fresh.Name("Keeper");
        return new(name, await Participant.ModerateAsync(site, name));
    }
}

/// <summary>Some boards with arguments that carry a marker each, in all that an argument can have, and the people round them.</summary>
/// <param name="Ids">The arguments, which go round the boards.</param>
/// <param name="Moderators">One for each board.</param>
internal sealed record Hushed(Site Site, string[] Slugs, long[] Ids, Known[] Authors, Known Other, Known[] Moderators) : IDisposable
{
    /// <summary>What reads for the other, with a token of theirs.</summary>
    public ApiProgram Program { get; private set; } = null!;

    public IEnumerable<int> Numbers => Enumerable.Range(0, Ids.Length);

    /// <summary>The board on which an argument stands.</summary>
    public string Slug(int number) => Slugs[number % Slugs.Length];

    public IEnumerable<int> On(string slug) => Numbers.Where(n => Slug(n) == slug);

    public Known Author(int number) => Authors[Place(number) / 3 % Authors.Length];

    public Known Moderator(int number) => Moderators[number % Slugs.Length];

    public string Path(int number, string end = "") => $"/f/{Slug(number)}/arguments/{Ids[number]}{end}";

    /// <summary>Its number on its board, by which it is known what it has and what becomes of it: each tenth is alike.</summary>
    public int Place(int number) => number / Slugs.Length;

    /// <summary>The number of the argument that one rebuts: the first of its board, or a rebuttal of that; null where it stands by itself.</summary>
    public int? AnsweredBy(int number) => (Place(number) % 10) switch { 4 => number % Slugs.Length, 6 => number - 2 * Slugs.Length, _ => null };

    public static async Task<Hushed> OpenAsync(Site site, int boards, int arguments)
    {
        var hushed = new Hushed(
            site,
            [.. await Task.WhenAll(Enumerable.Range(0, boards).Select(_ => site.OpenAsync(Fresh.Slug())))],
            new long[arguments],
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Known.JoinAsync(site, "Author"))),
            await Known.JoinAsync(site, "Other"),
            await Task.WhenAll(Enumerable.Range(0, boards).Select(_ => Known.ModerateAsync(site))));
        hushed.Program = ApiProgram.With(site, await site.TokenAsync(await site.ReadAsync(db => db.Users.Where(u => u.UserName == hushed.Other.Name).Select(u => u.Id).SingleAsync()), Scopes.Read));
        foreach (var slug in hushed.Slugs) await hushed.Other.Person.PostAsync("/following?handler=board", Manner.Form, ("slug", slug), ("follows", "true"));
        // Of each argument that moves the number comes a notice by itself, which shows what it says
        await hushed.Other.Person.PostAsync("/notices/choices", Manner.Form, ("Argument", "Here"), ("points", "1"));
        // What is answered has to be there first
        foreach (var level in hushed.Numbers.GroupBy(hushed.LevelOf).OrderBy(level => level.Key)) await hushed.PostAsync(level);
        await hushed.DoAsync(n => n % 8 == 1, hushed.Author, n => new EditArgument(hushed.Ids[n], 1, $"And nobody may know that it was about {LeakDetector.Marker(n)}.").ApplyAsync);
        await hushed.DoAsync(n => n % 16 == 9, hushed.Author, n => new EditArgument(hushed.Ids[n], 2, $"Or that it is about {LeakDetector.Marker(n)} now.").ApplyAsync);
        await hushed.DoAsync(n => n % 8 == 2, hushed.Author, n => new CiteSource(hushed.Ids[n],
            new("https://example.org/", $"About {LeakDetector.Marker(n)}", $"{LeakDetector.Marker(n)} & Sons", "direct")).ApplyAsync);
        var sources = await site.ReadAsync(db => db.SourceLinks.Where(s => s.Title != null).ToDictionaryAsync(s => s.ArgumentId, s => s.Id));
        await hushed.DoAsync(n => n % 16 == 10, hushed.Author, n => new GradeSource(hushed.Ids[n], sources[hushed.Ids[n]], n % 32 == 10 ? GradeSource.Away : "proximate").ApplyAsync);
        await hushed.DoAsync(n => n % 10 == 7, _ => hushed.Other, n => new SetEstimate(1 + n % 99, [$"a{hushed.Ids[n]}"]).ApplyAsync);
        await hushed.DoAsync(n => n % 10 == 3, _ => hushed.Other, n => new RateArgument(hushed.Ids[n], 5).ApplyAsync);
        await hushed.DoAsync(n => n % 10 == 8, _ => hushed.Other, n => new ReportArgument(hushed.Ids[n], Cause.Other, $"It is about {LeakDetector.Marker(n)}.").ApplyAsync);
        await NoticeSite.LetOutAsync(site);
        return hushed;
    }

    /// <summary>Somebody does something to each argument of some places, past the pages and many at once.</summary>
    public async Task DoAsync(Func<int, bool> places, Func<int, Known> who, Func<int, Func<Change, Task<Refusal?>>> what)
    {
        foreach (var group in Numbers.Where(n => places(Place(n))).GroupBy(n => (Slug: Slug(n), who(n).Name)))
            await Site.AppendAsync(group.Key.Slug, group.Key.Name, group.Select(what));
    }

    public void Dispose()
    {
        foreach (var known in Moderators.Concat(Authors).Append(Other)) known.Person.Dispose();
        Program.Dispose();
    }

    private int LevelOf(int number) => AnsweredBy(number) is { } answered ? LevelOf(answered) + 1 : 0;

    // What stands by itself and cites nothing is saved many at a time
    private async Task PostAsync(IEnumerable<int> numbers)
    {
        foreach (var group in numbers.GroupBy(n => (Slug: Slug(n), Author(n).Name, Reads: Cites(n) || AnsweredBy(n) is not null)))
        {
            var posted = await Site.AppendAsync(group.Key.Slug, group.Key.Name, group.Key.Reads, group.Select<int, Func<Change, Task<Refusal?>>>(n => new PostArgument(
                n % 3 == 0 ? "for" : "against", $"Nobody may know of {LeakDetector.Marker(n)} later on.", Cites(n) ? $"https://{LeakDetector.Marker(n)}.example/" : null)
            { Answers = AnsweredBy(n) is { } answered ? Ids[answered] : null }.ApplyAsync));
            foreach (var (n, answer) in group.Zip(posted)) Ids[n] = answer.ArgumentId!.Value;
        }
    }

    private bool Cites(int number) => Place(number) % 3 == 0;
}
