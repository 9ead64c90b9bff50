using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Textak.Bench.Load;

/// <summary>What of a page is held against what was answered before it was asked for.</summary>
/// <param name="Heads">The newest event of each board on it, by slug.</param>
/// <param name="Markers">The marked arguments that it shows.</param>
internal sealed record Page(IReadOnlyDictionary<string, long> Heads, IReadOnlyList<int> Markers)
{
    /// <summary>As browsers send it.</summary>
    public const string Accepts = "Accept-Encoding: gzip, deflate, br, zstd\r\n";

    private const string Begin = "zq-", End = "-qz";

    /// <summary>A word that an argument can be found by.</summary>
    public static string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $"{Begin}{number}{End}");

    public static Page Of(Answered answer)
    {
        var text = TextOf(answer);
        var heads = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var slug in Between(text, "data-slug=\"", "\""))
        {
            // The number stands beside it
            var seq = Between(text[text.IndexOf($"data-slug=\"{slug}\"", StringComparison.Ordinal)..], "data-seq=\"", "\"").First();
            heads[slug] = long.Parse(seq, CultureInfo.InvariantCulture);
        }
        if (heads.Count == 0) throw new InvalidDataException($"No board is on this page: {text}");
        return new(heads, [.. Between(text, Begin, End).Select(marker => int.Parse(marker, CultureInfo.InvariantCulture))]);
    }

    /// <exception cref="InvalidDataException">It isn't compressed as a browser would get it.</exception>
    public static string TextOf(Answered answer)
    {
        if (Line.Header(answer.Head.Span, "\r\nContent-Encoding: "u8) != "br") throw new InvalidDataException($"Not Brotli: {Encoding.ASCII.GetString(answer.Head.Span)}");
        using var plain = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(answer.Body.ToArray()), CompressionMode.Decompress)) brotli.CopyTo(plain);
        return Encoding.UTF8.GetString(plain.GetBuffer(), 0, (int)plain.Length);
    }

    private static IEnumerable<string> Between(string text, string begin, string end)
    {
        for (var at = 0; (at = text.IndexOf(begin, at, StringComparison.Ordinal)) >= 0;)
        {
            at += begin.Length;
            var stop = text.IndexOf(end, at, StringComparison.Ordinal);
            if (stop < 0) yield break;
            yield return text[at..stop];
        }
    }
}
