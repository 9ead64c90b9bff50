using System.Text.Encodings.Web;

namespace Textak.Web.Features.Embeds;

/// <summary>What one puts into a page of one's own to show a forecast there.</summary>
internal static class Snippet
{
    // A tile whose title takes two lines, and what each further line adds, in pixels
    private const int Height = 340, LineHeight = 27, LineLength = 28;

    /// <param name="home">The site's address.</param>
    public static string Of(string home, string slug, string title) =>
        $"<iframe src=\"{home}/embed/{slug}\" title=\"{HtmlEncoder.Default.Encode(title)}\" width=\"400\" height=\"{Height + LineHeight * Math.Max(0, title.Length / LineLength - 1)}\" style=\"border:0;max-width:100%\" loading=\"lazy\"></iframe>";
}
