using System.Text.Encodings.Web;

namespace Textak.Web.Features.Embeds;

/// <summary>What one puts into a page of one's own to show a forecast there.</summary>
internal static class Snippet
{
    /// <param name="home">The site's address.</param>
    public static string Of(string home, string slug, string title) =>
        $"<iframe src=\"{home}/embed/{slug}\" title=\"{HtmlEncoder.Default.Encode(title)}\" width=\"400\" height=\"340\" style=\"border:0;max-width:100%\" loading=\"lazy\"></iframe>";
}
