using Textak.Tests.Hostility;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Browser;

/// <summary>A journey among texts that people type who mean no good, and what is asked of each page that shows them.</summary>
public abstract class HostileJourney(Stage stage) : Journey(stage)
{
    // All that is taken as an argument, and short enough for the title of a source, for its publisher and for a reason
    private static readonly IReadOnlyList<string> Texts = [.. Hostile.Texts.Select(typed => Long(Plain.Text(typed.Text))).Where(text => text.Length <= Argument.LongestText && Plain.Problem(text) is null).Distinct()];

    /// <summary>One in so many of more than three hundred, some of each sort.</summary>
    protected static IReadOnlyList<string> Some(int every)
    {
        Texts.Count.ShouldBeGreaterThan(300);
        return [.. Texts.Where((_, place) => place % every == 0)];
    }

    /// <summary>What stands there is exactly what was typed, and nothing that was made from it.</summary>
    protected static async Task ShowsTextAsync(Person person, string where, IReadOnlyList<string> texts)
    {
        await Expect(person.Page.Locator(where).Nth(texts.Count - 1)).ToBeAttachedAsync();
        // A browser counts each kind of line end as one
        var shown = (await person.Page.Locator(where).AllTextContentsAsync()).Select(Plain.Text).ToHashSet();
        texts.Where(text => !shown.Contains(Plain.Text(text))).ShouldBeEmpty(person.Page.Url);
        await IsInertAsync(person);
    }

    protected static async Task IsInertInBothWidthsAsync(Person person)
    {
        await IsInertAsync(person);
        await person.Page.SetViewportSizeAsync(390, 844);
        (await person.Page.EvaluateAsync<string[]>(Layout.TooWide)).ShouldBeEmpty($"{person.Page.Url} scrolls sideways");
        await person.Page.SetViewportSizeAsync(1280, 900);
    }

    protected static async Task IsInertAsync(Person person)
    {
        var made = await person.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.argument > p:not(.kept), .tombstone p, .kept bdi, .tile .thesis, .tile h2 a, [dir=auto], bdi, del, ins')].flatMap(e => [...e.children])
              .filter(e => !(e.tagName === 'MARK' && e.attributes.length + e.children.length === 0) && !e.matches('.rewording > :is(del, ins), .rewording > * > .visually-hidden, .lead > a'))
              .concat([...document.querySelectorAll('main iframe, main object, main img, main style, main script, base, [href^="javascript:"], main [onload], main [onerror]')])
              .map(e => e.outerHTML).concat('pwned' in globalThis ? ['a script ran'] : [])
            """);
        made.ShouldBeEmpty(person.Page.Url);
        (await person.Page.EvaluateAsync<string[]>(Layout.TooWide)).ShouldBeEmpty($"{person.Page.Url} scrolls sideways");
    }

    protected static Func<Change, Task<Refusal?>> Rule(Func<Change, Task<Refusal?>> rule) => rule;

    // Long enough for an argument, short enough for a reason; half a character is none
    private static string Long(string text) => Plain.Length(text) >= Argument.ShortestText ? text : $"{text}, they say";

    protected static string Cut(string text, int most = 190)
    {
        if (text.Length <= most) return text;
        var cut = text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
        return Plain.Problem(cut) is null ? cut : $"They say {cut[..(most - 9)]}";
    }
}
