using System.Text;

namespace Textak.Web.Features.Wire.Reading;

/// <summary>A feed's bytes as text, by what they are and not only by what they are said to be.</summary>
internal static class FeedText
{
    private const int LongestDeclaration = 200;

    // What calls itself Latin-1 is, as everywhere on the web, Windows-1252
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="charset">What the answer's header said; null for nothing.</param>
    public static string Decode(byte[] bytes, string? charset, Unread unread)
    {
        if (OfMark(bytes) is var (marked, length)) return marked.GetString(bytes.AsSpan(length));
        var declared = Declared(bytes) ?? charset;
        var encoding = declared is null ? null : Find(declared);
        if (declared is not null && encoding is null) unread.Note("It names an encoding that nobody knows", declared);
        // Said in passing, for each byte has one of its own
        if (encoding is UnicodeEncoding or UTF32Encoding && !bytes.AsSpan(0, Math.Min(bytes.Length, LongestDeclaration)).Contains((byte)0)) encoding = null;
        if (encoding is not null and not UTF8Encoding && !(encoding.IsSingleByte && IsUtf8(bytes))) return encoding.GetString(bytes);
        if (encoding is { IsSingleByte: true }) unread.Note("It says that it is in another encoding than it is", declared);
        return IsUtf8(bytes) ? Utf8.GetString(bytes) : NearlyUtf8(bytes, unread);
    }

    private static (Encoding Encoding, int Length)? OfMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false), 3),
        [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(bigEndian: false, byteOrderMark: false), 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 2),
        // Without a mark, and yet two bytes for each letter
        [(byte)'<', 0, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false), 0),
        [0, (byte)'<', ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false), 0),
        _ => null,
    };

    private static string? Declared(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, LongestDeclaration)]);
        var (from, to) = (start.IndexOf("<?xml", StringComparison.Ordinal), start.IndexOf("?>", StringComparison.Ordinal));
        if (from < 0 || to < from) return null;
        var at = start.IndexOf("encoding", from, to - from, StringComparison.Ordinal);
        if (at < 0) return null;
        var quoted = start[at..to].Split('"', '\'');
        return quoted.Length > 1 ? quoted[1].Trim() : null;
    }

    private static Encoding? Find(string name)
    {
        name = name.ToLowerInvariant();
        if (name is "utf8" or "utf-8" or "unicode-1-1-utf-8" or "us-ascii" or "ascii") return Utf8;
        if (name is "iso-8859-1" or "latin1" or "latin-1" or "iso8859-1" or "iso_8859-1" or "cp1252") return Western;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    /// <summary>Where most of what is no ASCII makes sense as UTF-8 a few bytes are broken; else it is something else.</summary>
    private static string NearlyUtf8(byte[] bytes, Unread unread)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var broken = text.Count(c => c == '\uFFFD');
        if (broken <= text.Count(c => c > '\u007F' && c != '\uFFFD'))
        {
            unread.Note("Some letters are broken");
            return text;
        }
        unread.Note("It says that it is in another encoding than it is", "utf-8");
        return Western.GetString(bytes);
    }
}
