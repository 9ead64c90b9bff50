using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Xml;

namespace Textak.Web.Features.Atom;

/// <summary>A feed as RFC 4287 has it. What is gone from it is named as RFC 6721 has it, so that a reader which kept a copy lets it go too.</summary>
/// <param name="Id">A tag URI that stays for good, as each entry's does.</param>
/// <param name="Self">Where the feed itself is, and <paramref name="Page"/> where people read the same: whole addresses.</param>
public sealed record AtomFeed(string Id, string Title, string Self, string Page, IReadOnlyList<AtomEntry> Entries, IReadOnlyList<AtomGone> Gone)
{
    private const string Namespace = "http://www.w3.org/2005/Atom", Tombstones = "http://purl.org/atompub/tombstones/1.0";

    /// <summary>When something in it changed last.</summary>
    public DateTimeOffset Updated => Entries.Select(e => e.Updated).Concat(Gone.Select(g => g.When)).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();

    public byte[] ToXml()
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true }))
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xmlns", "at", null, Tombstones);
            Write(xml, "id", Id);
            Write(xml, "title", Title);
            Write(xml, "updated", Moment(Updated));
            Link(xml, "self", Self, "application/atom+xml");
            Link(xml, "alternate", Page, "text/html");
            Author(xml, "Textak", null);
            foreach (var entry in Entries) Write(xml, entry);
            foreach (var gone in Gone)
            {
                xml.WriteStartElement("deleted-entry", Tombstones);
                xml.WriteAttributeString("ref", Readable(gone.Id));
                xml.WriteAttributeString("when", Moment(gone.When));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return stream.ToArray();
    }

    private static void Write(XmlWriter xml, AtomEntry entry)
    {
        xml.WriteStartElement("entry", Namespace);
        Write(xml, "id", entry.Id);
        Write(xml, "title", entry.Title);
        Write(xml, "published", Moment(entry.Published));
        Write(xml, "updated", Moment(entry.Updated));
        Link(xml, "alternate", entry.Link, "text/html");
        foreach (var source in entry.Sources) Link(xml, "related", source, null);
        if (entry.Author is { } author) Author(xml, author.Name, author.Page);
        if (entry.Category is { } category)
        {
            xml.WriteStartElement("category", Namespace);
            xml.WriteAttributeString("term", category);
            xml.WriteEndElement();
        }
        xml.WriteStartElement("content", Namespace);
        xml.WriteAttributeString("type", "html");
        xml.WriteString(Readable(string.Concat(entry.Paragraphs.Select(text => $"<p>{HtmlEncoder.Default.Encode(Readable(text))}</p>"))));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name, string? page)
    {
        xml.WriteStartElement("author", Namespace);
        Write(xml, "name", name);
        if (page is not null) Write(xml, "uri", page);
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address, string? type)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        if (type is not null) xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", Readable(address));
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, Readable(text));

    private static string Moment(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture);

    /// <summary>Without what XML has no way to say: control characters, halves of characters, and U+FFFE and U+FFFF, which stand for none.</summary>
    private static string Readable(string text)
    {
        if (text.All(c => !char.IsSurrogate(c) && XmlConvert.IsXmlChar(c))) return text;
        return string.Concat(text.EnumerateRunes().Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)));
    }
}

/// <summary>Something that happened.</summary>
/// <param name="Link">Where it is to be seen, a whole address.</param>
/// <param name="Updated">When what it says changed last. What doesn't say anything else doesn't move.</param>
/// <param name="Paragraphs">Plain text.</param>
public sealed record AtomEntry(string Id, string Title, string Link, DateTimeOffset Published, DateTimeOffset Updated, IReadOnlyList<string> Paragraphs)
{
    /// <summary>Who said it, and where their record is; null where the board did.</summary>
    public (string Name, string Page)? Author { get; init; }
    public string? Category { get; init; }

    /// <summary>Web addresses that it rests on.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}

/// <summary>An entry that was there and is hidden now.</summary>
public sealed record AtomGone(string Id, DateTimeOffset When);
