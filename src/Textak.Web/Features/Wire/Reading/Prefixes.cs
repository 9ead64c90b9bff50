using System.Text.RegularExpressions;
using System.Xml;

namespace Textak.Web.Features.Wire.Reading;

/// <summary>The namespaces of a feed. A prefix that nobody declared means what it means elsewhere, or nothing; it keeps no feed from being read.</summary>
internal sealed partial class Prefixes
{
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";
    public const string DublinTerms = "http://purl.org/dc/terms/";
    public const string Content = "http://purl.org/rss/1.0/modules/content/";
    public const string FeedBurner = "http://rssnamespace.org/feedburner/ext/1.0";
    public const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Atom = "http://www.w3.org/2005/Atom", OldAtom = "http://purl.org/atom/ns#";
    private const int Most = 300;

    /// <summary>What the elements of feeds, in all versions of their formats, belong to.</summary>
    public static readonly string[] Own =
    [
        "", Atom, OldAtom, "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2",
        "http://backend.userland.com/RSS2", "http://blogs.law.harvard.edu/tech/rss",
    ];

    private readonly Dictionary<string, string> spaces = new(StringComparer.Ordinal)
    {
        ["atom"] = Atom, ["dc"] = DublinCore, ["dcterms"] = DublinTerms, ["content"] = Content, ["feedburner"] = FeedBurner, ["rdf"] = Rdf,
    };

    /// <summary>Those that occur in a text, declared or not.</summary>
    public Prefixes(string text)
    {
        foreach (var match in Prefix().EnumerateMatches(text))
        {
            if (spaces.Count == Most) break;
            var prefix = text.Substring(match.Index, match.Length - 1);
            if (!prefix.StartsWith("xml", StringComparison.OrdinalIgnoreCase)) spaces.TryAdd(prefix, $"urn:undeclared:{prefix}");
        }
    }

    /// <summary>Remembers what an element declares, for what is read without it.</summary>
    public void Learn(XmlReader element)
    {
        while (element.MoveToNextAttribute())
            if (element.Name == "xmlns") spaces[""] = element.Value;
            else if (element is { Prefix: "xmlns", LocalName: not "xml", Value.Length: > 0 }) spaces[element.LocalName] = element.Value;
        element.MoveToElement();
    }

    public XmlParserContext Context()
    {
        var names = new NameTable();
        var manager = new XmlNamespaceManager(names);
        foreach (var (prefix, space) in spaces) manager.AddNamespace(prefix, space);
        return new(names, manager, null, XmlSpace.None);
    }

    [GeneratedRegex(@"\b[A-Za-z_][A-Za-z0-9_.\-]{0,30}:", RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
