using System.Globalization;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>The headings of a captured page. Arrow and count may be there or not, in any case; the arrow has to be the right one.</summary>
internal static class CapturedHeadings
{
    public const string Criteria = "resolution criteria";
    public const string For = "for";
    public const string Against = "against";
    public const string Signals = "recent signals";

    public static Heading? Read(TextLine line)
    {
        if (line.IsBlank) return null;
        var (text, count) = CutCount(line.Trimmed);
        var arrow = text.StartsWith('▲') || text.StartsWith('▼') ? text[0] : ' ';
        var name = text.TrimStart('▲', '▼').Trim().ToLowerInvariant();
        return (name, arrow) switch
        {
            (Criteria or Signals, ' ') or (For, ' ' or '▲') or (Against, ' ' or '▼') => new Heading(name, count),
            _ => null,
        };
    }

    /// <summary>Capitals from end to end: a heading this reader doesn't know, not something that somebody says.</summary>
    public static bool LooksLikeOne(TextLine line) => line.Text.Count(char.IsUpper) >= 4 && !line.Text.Any(char.IsLower);

    private static (string Text, int? Count) CutCount(string text)
    {
        var open = text.LastIndexOf('(');
        if (open < 0 || !text.EndsWith(')')) return (text, null);
        return int.TryParse(text.AsSpan(open + 1, text.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (text[..open], count)
            : (text, null);
    }
}
