using System.Net;
using System.Text;
using System.Xml;

namespace Textak.Web.Features.Wire.Reading;

/// <summary>Makes of what is nearly XML something that a reader of XML takes: it looks at each character once, and moves no tag.</summary>
internal static class Mending
{
    private const int LongestEntity = 32;
    private static readonly string[] Verbatim = ["<![CDATA[", "]]>", "<!--", "-->", "<?", "?>"];

    /// <returns>Null where it has a document type, which is not read.</returns>
    public static string? Mend(string text, Unread unread)
    {
        var start = text.IndexOf('<');
        if (start < 0) return "";
        if (text.AsSpan(0, start).Trim("\uFEFF \t\r\n").Length > 0) unread.Note("Something stands before its beginning", text[..start]);
        var mended = new StringBuilder(text.Length - start + 16);
        for (var i = start; i < text.Length;)
        {
            if (text[i] == '<' && IsAt(text, i, "<!DOCTYPE")) return null;
            i = text[i] switch
            {
                '<' when Kept(text, i) is { } end => Copy(text, i, end, mended, unread),
                '<' when i + 1 < text.Length && (IsNameStart(text[i + 1]) || text[i + 1] is '/') => Append(mended, '<', i),
                '<' => Instead(mended, "&lt;", i, unread, "A < stands where none may be"),
                '&' => Entity(text, i, mended, unread),
                _ => Letter(text, i, mended, unread),
            };
        }
        return mended.ToString();
    }

    /// <summary>Where something ends that begins here, and is none of a reader's marks; null where nothing does.</summary>
    private static int? Kept(string text, int i)
    {
        for (var kind = 0; kind < Verbatim.Length; kind += 2)
        {
            if (!IsAt(text, i, Verbatim[kind])) continue;
            var end = text.IndexOf(Verbatim[kind + 1], i + Verbatim[kind].Length, StringComparison.Ordinal);
            return end < 0 ? text.Length : end + Verbatim[kind + 1].Length;
        }
        return null;
    }

    // Of a declaration nothing is left to be said once the text is there; other instructions, and comments, are for nobody here
    private static int Copy(string text, int from, int to, StringBuilder mended, Unread unread)
    {
        if (text[from + 1] == '?' || text[from + 2] == '-') return to;
        for (var i = from; i < to;) i = Letter(text, i, mended, unread);
        return to;
    }

    private static int Entity(string text, int i, StringBuilder mended, Unread unread)
    {
        var end = text.AsSpan(i, Math.Min(LongestEntity, text.Length - i)).IndexOf(';');
        if (end < 2) return Instead(mended, "&amp;", i, unread, "An & stands by itself");
        var entity = text.Substring(i, end + 1);
        if (entity is "&amp;" or "&lt;" or "&gt;" or "&quot;" or "&apos;")
        {
            mended.Append(entity);
            return i + entity.Length;
        }
        var decoded = WebUtility.HtmlDecode(entity);
        if (decoded == entity) return Instead(mended, "&amp;", i, unread, "An & stands by itself");
        if (decoded is "<" or "&") mended.Append(decoded == "<" ? "&lt;" : "&amp;");
        else
            for (var j = 0; j < decoded.Length;) j = Letter(decoded, j, mended, unread);
        return i + entity.Length;
    }

    private static int Letter(string text, int i, StringBuilder mended, Unread unread)
    {
        var c = text[i];
        if (c == '\r')
        {
            mended.Append('\n');
            return i + (i + 1 < text.Length && text[i + 1] == '\n' ? 2 : 1);
        }
        if (XmlConvert.IsXmlChar(c)) return Append(mended, c, i);
        if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], c))
        {
            mended.Append(c).Append(text[i + 1]);
            return i + 2;
        }
        unread.Note("It holds characters that mean nothing");
        return i + 1;
    }

    private static int Append(StringBuilder mended, char c, int i)
    {
        mended.Append(c);
        return i + 1;
    }

    private static int Instead(StringBuilder mended, string what, int i, Unread unread, string why)
    {
        unread.Note(why);
        mended.Append(what);
        return i + 1;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or ':';

    private static bool IsAt(string text, int i, string what) => string.Compare(text, i, what, 0, what.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
