using System.Net;
using System.Text;
using Textak.Web.Platform;

namespace Textak.Web.Features.Wire.Reading;

/// <summary>What others wrote as HTML, made one line of plain text.</summary>
internal static class Markup
{
    private static readonly string[] Apart = ["p", "br", "div", "li", "ul", "ol", "tr", "td", "h1", "h2", "h3", "h4", "blockquote", "hr", "img"];

    /// <summary>Without tags, without what is not to be read, and with entities said.</summary>
    public static string ToLine(string html)
    {
        var text = WebUtility.HtmlDecode(WithoutTags(html));
        // Some write their markup twice over
        return Line(text.Contains("</", StringComparison.Ordinal) || text.Contains("&#", StringComparison.Ordinal) || text.Contains("&amp;", StringComparison.Ordinal) ? WebUtility.HtmlDecode(WithoutTags(text)) : text);
    }

    /// <summary>Whether a tag stands between words, and not within one.</summary>
    public static bool SetsApart(string tag) => Apart.Contains(tag);

    /// <summary>Plain text in one line, with single blanks.</summary>
    public static string Line(string text) => string.Join(' ', Plain.Text(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The beginning of a line, at the end of a word if there is one near.</summary>
    /// <param name="most">UTF-16 units, as the databases count.</param>
    public static string Cut(string line, int most)
    {
        if (line.Length <= most) return line;
        var end = line.LastIndexOf(' ', most - 2, most / 3);
        if (end < 0) end = most - 1;
        // Not through the middle of a character
        while (end > 0 && char.IsLowSurrogate(line[end])) end--;
        return line[..end].TrimEnd() + "…";
    }

    /// <summary>As many lines, one below the other, as there is room for.</summary>
    public static string CutLines(IEnumerable<string> lines, int most)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            if (text.Length + line.Length + 1 <= most) text.Append(text.Length > 0 ? "\n" : "").Append(line);
        return text.ToString();
    }

    private static string WithoutTags(string html)
    {
        if (!html.Contains('<')) return html;
        var text = new StringBuilder(html.Length);
        for (var i = 0; i < html.Length;)
        {
            if (html[i] != '<' || i + 1 == html.Length || !(char.IsAsciiLetter(html[i + 1]) || html[i + 1] is '/' or '!' or '?')) text.Append(html[i++]);
            else if (html.IndexOf('>', i) is > 0 and var end) i = Leave(html, i, end, text);
            // One that was cut off: nothing of it is to be read
            else break;
        }
        return text.ToString();
    }

    private static int Leave(string html, int from, int to, StringBuilder text)
    {
        var name = html.AsSpan(from + 1, to - from - 1).TrimStart('/');
        var length = 0;
        while (length < name.Length && char.IsAsciiLetterOrDigit(name[length])) length++;
        var tag = name[..length].ToString().ToLowerInvariant();
        if (SetsApart(tag)) text.Append(' ');
        if (tag is not ("script" or "style") || html[from + 1] == '/') return to + 1;
        var end = html.IndexOf($"</{tag}", to, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html.Length : end;
    }
}
