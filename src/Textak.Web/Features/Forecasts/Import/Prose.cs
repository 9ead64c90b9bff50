using System.Text;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>Text over several lines. A blank line parts paragraphs; a plain line break is only where an editor wrapped.</summary>
internal static class Prose
{
    public static string Join(IEnumerable<TextLine> lines)
    {
        var text = new StringBuilder();
        var between = "";
        foreach (var line in lines)
        {
            if (!line.IsBlank) text.Append(between).Append(line.Trimmed);
            between = text.Length == 0 ? "" : line.IsBlank ? "\n\n" : " ";
        }
        return text.ToString();
    }
}
