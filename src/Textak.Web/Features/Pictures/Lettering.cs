using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Textak.Web.Features.Pictures;

/// <summary>
/// The letters of pictures: the fonts of the pages, as files that can be drawn with, so that a picture is the same on every machine, those without a
/// font of their own included. Together they have Latin, Greek and Cyrillic letters, and many signs.
/// </summary>
public sealed class Lettering : IDisposable
{
    private readonly SKTypeface serif, sans;

    public Lettering(IWebHostEnvironment host)
    {
        (serif, sans, Thin) = (Read("newsreader/Newsreader_500Medium.ttf"), Read("inter/Inter_500Medium.ttf"), Read("inter/Inter_300Light.ttf"));
        (Serif, Sans) = ([serif, sans], [sans]);

        SKTypeface Read(string path)
        {
            using var file = host.WebRootFileProvider.GetFileInfo($"lib/{path}").CreateReadStream();
            return SKTypeface.FromStream(file) ?? throw new InvalidOperationException($"{path} is no font.");
        }
    }

    /// <summary>What people say, what the board says, and its number; where a font lacks a letter, the next one is asked.</summary>
    internal IReadOnlyList<SKTypeface> Serif { get; }
    internal IReadOnlyList<SKTypeface> Sans { get; }
    internal SKTypeface Thin { get; }

    /// <summary>
    /// The text without what can't be drawn: emoji and rare signs go, which leaves it whole. A letter that is missing would leave it broken, so
    /// then there is none: null.
    /// </summary>
    internal static string? Drawable(string text, IReadOnlyList<SKTypeface> faces)
    {
        using var fonts = new FontSet(faces, 10);
        var kept = new StringBuilder();
        // Marks of how to join or to draw what stands beside them, which nobody sees
        var seen = string.Concat(text.Normalize().EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format && rune.Value is not (>= 0xFE00 and <= 0xFE0F)));
        foreach (var cluster in Clusters(seen))
        {
            var runes = cluster.EnumerateRunes().ToList();
            if (runes.Exists(Rune.IsWhiteSpace)) kept.Append(' ');
            else if (fonts.Of(cluster) is not null) kept.Append(cluster);
            else if (runes.Exists(rune => Rune.IsLetterOrDigit(rune))) return null;
        }
        return string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } left ? left : null;
    }

    /// <summary>The first font that has all of a text, or all of them where it takes several: a sign in another font would stand out.</summary>
    internal static IReadOnlyList<SKTypeface> Whole(string text, IReadOnlyList<SKTypeface> faces)
    {
        foreach (var face in faces)
        {
            using var font = new SKFont(face, 10);
            if (font.ContainsGlyphs(text)) return [face];
        }
        return faces;
    }

    /// <summary>As many lines as it takes, and all about as long: no word stands by itself in the last.</summary>
    /// <inheritdoc cref="Lines"/>
    internal static IReadOnlyList<string> Balanced(string text, FontSet fonts, float width, int most)
    {
        const float Step = 20;
        var (lines, widest) = (Lines(text, fonts, width, most), text.Split(' ').Max(word => fonts.Measure(word)));
        while (lines.Count > 1 && (width -= Step) > widest && Lines(text, fonts, width, most) is var narrower && narrower.Count == lines.Count && !narrower[^1].EndsWith('…')) lines = narrower;
        return lines;
    }

    /// <summary>The text in lines that are no wider than they may be, the last with an ellipsis where there is more. A word that is too wide is broken.</summary>
    internal static IReadOnlyList<string> Lines(string text, FontSet fonts, float width, int most)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ').SelectMany(part => Broken(part, fonts, width)))
        {
            if (line.Length > 0 && fonts.Measure($"{line} {word}") > width)
            {
                lines.Add(line);
                line = word;
            }
            else line = line.Length == 0 ? word : $"{line} {word}";
        }
        lines.Add(line);
        if (lines.Count <= most) return lines;
        var last = lines[most - 1];
        // By whole words, unless there is but one
        while (last.Length > 0 && fonts.Measure(last + "…") > width) last = last.LastIndexOf(' ') is > 0 and var space ? last[..space] : string.Concat(Clusters(last).SkipLast(1));
        return [.. lines.Take(most - 1), last + "…"];
    }

    public void Dispose()
    {
        foreach (var face in (SKTypeface[])[serif, sans, Thin]) face.Dispose();
    }

    /// <summary>What a reader takes for one character.</summary>
    internal static IEnumerable<string> Clusters(string text)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();) yield return elements.GetTextElement();
    }

    private static IEnumerable<string> Broken(string word, FontSet fonts, float width)
    {
        var part = "";
        foreach (var cluster in Clusters(word))
        {
            if (part.Length > 0 && fonts.Measure(part + cluster) > width)
            {
                yield return part;
                part = "";
            }
            part += cluster;
        }
        yield return part;
    }
}

/// <summary>Fonts of one size, of which each draws what those before it lack.</summary>
internal sealed class FontSet(IReadOnlyList<SKTypeface> faces, float size) : IDisposable
{
    private readonly List<SKFont> fonts = [.. faces.Select(face => new SKFont(face, size) { Subpixel = true, Edging = SKFontEdging.Antialias })];

    /// <summary>The first that has all of a character; null where none has.</summary>
    public SKFont? Of(string cluster) => fonts.Find(font => cluster.EnumerateRunes().All(rune => font.ContainsGlyph(rune.Value)));

    public float Measure(string text) => Runs(text).Sum(run => run.Font.MeasureText(run.Text));

    /// <returns>Where it ends.</returns>
    public float Draw(SKCanvas canvas, string text, float x, float y, SKPaint paint)
    {
        foreach (var (run, font) in Runs(text))
        {
            canvas.DrawText(run, x, y, SKTextAlign.Left, font, paint);
            x += font.MeasureText(run);
        }
        return x;
    }

    public void Dispose() => fonts.ForEach(font => font.Dispose());

    private IEnumerable<(string Text, SKFont Font)> Runs(string text)
    {
        var (run, of) = (new StringBuilder(), fonts[0]);
        foreach (var cluster in Lettering.Clusters(text))
        {
            var font = Of(cluster) ?? fonts[0];
            if (font != of && run.Length > 0)
            {
                yield return (run.ToString(), of);
                run.Clear();
            }
            of = font;
            run.Append(cluster);
        }
        if (run.Length > 0) yield return (run.ToString(), of);
    }
}
