using System.Security.Cryptography;
using System.Text;
using Textak.Web.Features.Signals;
using Textak.Web.Platform;

namespace Textak.Web.Features.Wire.Reading;

/// <summary>An item, whatever form its feed has, from its parts.</summary>
/// <param name="own">The namespace of the item itself.</param>
internal sealed class FeedItem(IReadOnlyList<Part> parts, string own, FeedFormat format, Uri address, DateTimeOffset now, Unread unread)
{
    public const int SummaryLength = 600;
    private const int HeadlineFromSummary = 120;

    // Servers' clocks differ, and some write the local time as if it were Greenwich's
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);
    private static readonly string[] Dates = ["pubDate", "published", "date", "issued", "created", "updated", "modified"];

    /// <returns>Null where there is nothing in it to be read.</returns>
    public ReadItem? Read()
    {
        var summary = Markup.Cut(Text("description", "summary", "encoded", "content"), SummaryLength);
        var headline = Text("title");
        if (headline.Length == 0)
        {
            unread.Note("It has items without a title; the beginning of their text stands in its place");
            headline = Markup.Cut(summary, HeadlineFromSummary);
        }
        headline = Markup.Cut(headline, Signal.HeadlineLength);
        if (headline.Length == 0 || Plain.Problem(headline) is not null)
        {
            unread.Note("It has items in which there is nothing to read");
            return null;
        }
        var link = Link();
        return new(Key(link, headline), headline, link, SourceName(), PublishedAt(), summary);
    }

    /// <summary>The text of the first of these elements that has some: of the feed's own before those of extensions.</summary>
    private string Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            foreach (var part in Named(name))
                if (part.Text.Length > 0 && Line(part) is { Length: > 0 } line) return line;
        return "";
    }

    // What Atom calls text is text, and what looks like a tag in it is one that somebody writes about
    private string Line(Part part) => format == FeedFormat.Atom && part["type"] is null or "text" or "xhtml" ? Markup.Line(part.Text) : Markup.ToLine(part.Text);

    private IEnumerable<Part> Named(string name) =>
        parts.Where(part => part.Name == name && (part.Space == own || Prefixes.Own.Contains(part.Space) || IsExtension(part))).OrderBy(IsExtension);

    private static bool IsExtension(Part part) => part.Space is Prefixes.DublinCore or Prefixes.DublinTerms or Prefixes.Content;

    private string? Link()
    {
        var links = parts.Where(part => part is { Name: "origLink", Space: Prefixes.FeedBurner }).Select(part => part.Text)
            .Concat(Named("link").Where(part => part["rel"] is null or "" or "alternate").OrderBy(part => part["type"] is not (null or "text/html")).Select(part => part["href"] ?? part.Text));
        var ids = Named("guid").Where(part => part["isPermaLink"] is not "false").Concat(parts.Where(part => part.Name == "about")).Concat(Named("id")).Select(part => part.Text);
        string? first = null;
        foreach (var (text, isId) in links.Select(link => (link.Trim(), false)).Concat(ids.Select(id => (id.Trim(), true))))
        {
            if (text.Length == 0) continue;
            first ??= text;
            // What is no whole address is a place beside the feed, or of an id a name
            if ((!isId || text.Contains("://", StringComparison.Ordinal)) && Uri.TryCreate(address, text, out var whole) && Plain.TryLink(whole.AbsoluteUri, Signal.LinkLength, out var link)) return link;
        }
        unread.Note("It has items without a link", first);
        return null;
    }

    private string? SourceName()
    {
        var name = Text("source/title", "source", "publisher");
        // Where a source is given by its parts, all of them together are no name
        if (parts.Any(part => part.Name.StartsWith("source/", StringComparison.Ordinal))) name = Text("source/title");
        return name.Length > 0 && Plain.Problem(name) is null ? Markup.Cut(name, Signal.SourceLength) : null;
    }

    private DateTimeOffset? PublishedAt()
    {
        var typed = Dates.SelectMany(Named).Select(part => part.Text.Trim()).Where(text => text.Length > 0).ToList();
        foreach (var text in typed)
        {
            if (FeedDate.Read(text) is not { } at || at.Year < 1990) continue;
            if (at <= now + Ahead) return at < now ? at : now;
            unread.Note("It has items of the future; they count from when they were found", text);
            return null;
        }
        if (typed.Count == 0) unread.Note("It has items without a date; they count from when they were found");
        else unread.Note("It has dates that can’t be read; such items count from when they were found", typed[0]);
        return null;
    }

    private string Key(string? link, string headline)
    {
        var id = Named("guid").Concat(Named("id")).Select(part => part.Text.Trim()).FirstOrDefault(text => text.Length > 0) ?? link ?? headline;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }
}
