using System.Text;
using System.Xml;

namespace Textak.Web.Features.Wire.Reading;

/// <summary>
/// Reads RSS, Atom and RDF as they are found, not as they should be. Whatever comes in, it answers: with what could be read, and with what
/// could not. One broken item doesn't take the others along: it goes on where the next one begins.
/// </summary>
public sealed class FeedReader
{
    /// <summary>Of a longer feed the first items are read; those in which there is nothing are among them.</summary>
    public const int MostItems = 500;

    // Of one that breaks again and again so many pieces
    private const int MostPieces = 200, LongestTitle = 200;

    private readonly DateTimeOffset now;
    private readonly Unread unread = new();
    private readonly List<ReadItem> items = [];
    private readonly HashSet<string> keys = [];
    private FeedFormat? format;
    private string? title;
    private string itemName = "item";
    private Uri address;
    private int met;

    private FeedReader(Uri address, DateTimeOffset now) => (this.address, this.now) = (address, now);

    /// <param name="charset">The encoding that the answer's header named; null for none.</param>
    /// <param name="address">Where it came from: what its links are relative to.</param>
    public static ReadFeed Read(byte[] body, string? charset, Uri address, DateTimeOffset now)
    {
        var reader = new FeedReader(address, now);
        reader.Read(body, charset);
        return new(reader.format, reader.title, reader.items, reader.unread.Said);
    }

    private void Read(byte[] body, string? charset)
    {
        if (Mending.Mend(FeedText.Decode(body, charset, unread), unread) is not { } text) unread.Note("It has a document type (DTD): such a feed is not read");
        else if (text.Length == 0) unread.Note(body.Length == 0 ? "It is empty" : "It is no XML");
        else
        {
            ReadPieces(text);
            if (format is not null && items.Count == 0) unread.Note("It holds no item that can be read");
        }
    }

    private void ReadPieces(string text)
    {
        var prefixes = new Prefixes(text);
        var from = 0;
        for (var piece = 0; piece < MostPieces; piece++)
        {
            if (ReadPiece(text, from, prefixes) is not { } broken || met == MostItems) return;
            from = NextItem(text, Math.Max(broken, from + 1));
            if (from < 0) return;
        }
        unread.Note("It is broken in too many places: the rest was left alone");
    }

    /// <summary>Reads from a place on, be it the beginning or an item.</summary>
    /// <returns>Where the next item is to be looked for; null where all was read.</returns>
    private int? ReadPiece(string text, int from, Prefixes prefixes)
    {
        using var rest = new StringReader(text);
        Skip(rest, from);
        using var reader = XmlReader.Create(rest, new() { ConformanceLevel = ConformanceLevel.Fragment, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false }, prefixes.Context());
        var isInItem = false;
        try
        {
            if (format is null && !ReadRoot(reader, prefixes)) return null;
            while (!reader.EOF && met < MostItems)
            {
                if (!IsItem(reader))
                {
                    if (title is null && items.Count == 0 && reader is { NodeType: XmlNodeType.Element, LocalName: "title", Depth: 1 or 2 }) ReadTitle(reader);
                    Part.Step(reader);
                    continue;
                }
                isInItem = true;
                if (!ReadItem(reader)) return Offset(text, from, (IXmlLineInfo)reader) - 1;
                isInItem = false;
            }
            if (!reader.EOF) unread.Note($"It is long: the first {MostItems} items are read");
            return null;
        }
        catch (XmlException e)
        {
            var at = Offset(text, from, e.LineNumber, e.LinePosition);
            // The end tags of a feed that was taken up at an item are no fault
            if (isInItem || from == 0) unread.Note(at >= text.AsSpan().TrimEnd().Length ? "It ends in the midst" : "It is no right XML in places", e.Message);
            return at;
        }
    }

    private bool ReadRoot(XmlReader reader, Prefixes prefixes)
    {
        if (reader.MoveToContent() != XmlNodeType.Element) reader.ReadToFollowing("rss");
        format = reader.LocalName.ToLowerInvariant() switch { "rss" or "channel" => FeedFormat.Rss, "feed" => FeedFormat.Atom, "rdf" => FeedFormat.Rdf, _ => null };
        if (format is null)
        {
            unread.Note(reader.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase) ? "It is a web page, not a feed" : "It is no feed that is known", $"<{reader.Name}>");
            return false;
        }
        if (format == FeedFormat.Atom) itemName = "entry";
        Rebase(reader);
        prefixes.Learn(reader);
        Part.Step(reader);
        return true;
    }

    private bool IsItem(XmlReader reader) =>
        reader.NodeType == XmlNodeType.Element && reader.LocalName == (format == FeedFormat.Atom ? "entry" : "item") && (reader.Prefix.Length == 0 || Prefixes.Own.Contains(reader.NamespaceURI));

    /// <returns>False where the item was never closed, and the reader stands at the next one.</returns>
    private bool ReadItem(XmlReader reader)
    {
        met++;
        itemName = reader.Name;
        var (own, before, parts) = (reader.NamespaceURI, address, new List<Part>());
        if (reader.GetAttribute("about", Prefixes.Rdf) is { } about) parts.Add(new(own, "about", new Dictionary<string, string>(), about));
        Rebase(reader);
        var isClosed = Part.ReadAll(reader, parts);
        if (!isClosed) unread.Note("It has items that never end");
        var item = new FeedItem(parts, own, format!.Value, address, now, unread).Read();
        if (item is not null && keys.Add(item.Key)) items.Add(item);
        address = before;
        return isClosed;
    }

    private void Rebase(XmlReader reader)
    {
        if (reader.GetAttribute("xml:base") is { } given && Uri.TryCreate(address, given, out var whole)) address = whole;
    }

    private void ReadTitle(XmlReader reader)
    {
        var (depth, text) = (reader.Depth, new StringBuilder());
        while (!reader.IsEmptyElement && Part.Step(reader) && reader.Depth > depth)
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && text.Length < 4 * LongestTitle) text.Append(reader.Value);
        if (Markup.ToLine(text.ToString()) is { Length: > 0 } line) title = Markup.Cut(line, LongestTitle);
    }

    private int NextItem(string text, int from)
    {
        for (var at = from; at < text.Length && (at = text.IndexOf("<" + itemName, at, StringComparison.Ordinal)) >= 0; at++)
            if (at + itemName.Length + 1 < text.Length && text[at + itemName.Length + 1] is ' ' or '\n' or '\t' or '>' or '/') return at;
        return -1;
    }

    private static int Offset(string text, int from, IXmlLineInfo place) => Offset(text, from, place.LineNumber, place.LinePosition);

    // Lines and columns count from where the piece began
    private static int Offset(string text, int from, int line, int column)
    {
        var at = from;
        for (var passed = 1; passed < line; passed++)
            if (text.IndexOf('\n', at) is >= 0 and var end) at = end + 1;
            else return text.Length;
        return Math.Min(text.Length, at + Math.Max(0, column - 1));
    }

    private static void Skip(StringReader rest, int length)
    {
        var thrown = new char[Math.Min(length, 64 * 1024)];
        for (var left = length; left > 0;) left -= rest.Read(thrown, 0, Math.Min(left, thrown.Length));
    }
}
