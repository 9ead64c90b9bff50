using System.Text;

namespace Textak.Tests.Wire;

/// <summary>Feeds that nobody wrote: the shapes, cut, joined and sprinkled with what breaks readers. The same seed gives the same ones.</summary>
internal sealed class Mutation(int seed)
{
    private static readonly byte[][] Shapes = [.. Directory.EnumerateFiles(FeedShapeTests.Folder, "*.xml").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static readonly string[] Pieces =
    [
        "<", ">", "</", "/>", "<item>", "</item>", "<entry>", "</entry>", "<item", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "&", "&amp;", "&#x", "&#0;", "&#xD800;", "&#x110000;", "&lol;", "<!DOCTYPE x [", "]>",
        "<title>", "</title>", "<link>", "<a:b:c>", "<:>", "xmlns=\"\"", "xmlns:a=\"\"", "<x xmlns:xml=\"y\">", "xml:base=\"http://[\"", " xml:base=\"::\"", "\"", "'", "=", "\0", "\uFEFF", "\uFFFF", "\uD800", "\t", "\r", "\n", "encoding=\"utf-7\"", "encoding='utf-32'", "\u202E",
        "<pubDate>", "99999999999999999999", "-", "Wed, 99 Xxx -1 99:99:99 +9999", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "http://", "https://[::1", "//", "?", "<rss><channel>", "<feed>", "<rdf:RDF>", "<html>",
    ];

    private readonly Random random = new(seed);

    /// <summary>The next one, with the encoding that its header names.</summary>
    public (byte[] Body, string? Charset) Next()
    {
        var body = Pick(Shapes);
        for (var n = random.Next(1, 12); n > 0; n--) body = Once(body);
        return (body, random.Next(4) switch { 0 => "utf-8", 1 => "iso-8859-1", 2 => random.Next(2) == 0 ? "utf-16" : "no\0such", _ => null });
    }

    private byte[] Once(byte[] body)
    {
        var (at, piece) = (random.Next(body.Length + 1), Encoding.UTF8.GetBytes(Pick(Pieces)));
        var length = random.Next(Math.Min(40, body.Length - at) + 1);
        return random.Next(8) switch
        {
            0 => body[..at],
            1 => [.. body[..at], .. Pick(Shapes).Skip(random.Next(20))],
            2 => [.. body[..at], .. body[(at + length)..]],
            3 => [.. body[..at], .. Enumerable.Repeat(piece, Repetitions(piece.Length)).SelectMany(bytes => bytes), .. body[at..]],
            4 => [.. body[..at], .. Enumerable.Repeat(body[at..(at + length)], Repetitions(length)).SelectMany(bytes => bytes), .. body[at..]],
            5 => [.. body[..at], .. Noise(length), .. body[(at + length)..]],
            _ => [.. body[..at], .. piece, .. body[at..]],
        };
    }

    // Now and then as much as a server may send
    private int Repetitions(int length) => random.Next(400) == 0 ? 400_000 / Math.Max(1, length) : random.Next(1, 300);

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
