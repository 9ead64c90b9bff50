using System.Text;
using System.Xml;

namespace Textak.Web.Features.Wire.Reading;

/// <summary>One element of an item, flat: its text with that of all within it.</summary>
/// <param name="Name">Its local name; of what stands in a source, "source/title".</param>
internal sealed record Part(string Space, string Name, IReadOnlyDictionary<string, string> Attributes, string Text)
{
    // An item holds a few dozen elements, and of a long text the beginning is enough
    private const int MostParts = 200, LongestText = 20_000, MostNested = 200;

    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    /// <summary>
    /// Reads the parts of the element at which the reader stands, and goes past it. Nothing is built up by nesting, so that none is too deep.
    /// </summary>
    /// <param name="parts">Where they go: what was read until an error stays there.</param>
    /// <returns>False where another element of the same name begins in it: then it was never closed, and the reader stands there.</returns>
    public static bool ReadAll(XmlReader reader, List<Part> parts)
    {
        var (name, space, depth) = (reader.LocalName, reader.NamespaceURI, reader.Depth);
        var isEmpty = reader.IsEmptyElement;
        var (whole, inner) = (new Open(), new Open());
        Step(reader);
        while (!isEmpty && !reader.EOF && reader.Depth > depth)
        {
            var level = reader.Depth - depth;
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == name && reader.NamespaceURI == space:
                    return false;
                case XmlNodeType.Element when level == 1:
                    if (whole.Begin(reader, "")) whole.End(parts);
                    break;
                case XmlNodeType.Element when level == 2 && whole.Name == "source":
                    if (inner.Begin(reader, "source/")) inner.End(parts);
                    break;
                case XmlNodeType.Element:
                    if (Markup.SetsApart(reader.LocalName)) whole.Add(" ");
                    break;
                case XmlNodeType.EndElement when level == 1:
                    whole.End(parts);
                    break;
                case XmlNodeType.EndElement when level == 2:
                    inner.End(parts);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    whole.Add(reader.Value);
                    inner.Add(reader.Value);
                    break;
            }
            Step(reader);
        }
        if (!isEmpty && !reader.EOF) Step(reader);
        return true;
    }

    /// <summary>Reads on, as deep as feeds go: what is nested deeper takes memory and says nothing.</summary>
    /// <exception cref="XmlException">It goes deeper.</exception>
    public static bool Step(XmlReader reader)
    {
        if (reader.Depth > MostNested) throw new XmlException("It is nested too deep.", null, ((IXmlLineInfo)reader).LineNumber, ((IXmlLineInfo)reader).LinePosition);
        return reader.Read();
    }

    /// <summary>An element that has begun.</summary>
    private sealed class Open
    {
        private readonly StringBuilder text = new();
        private Part? part;

        public string? Name => part?.Name;

        /// <returns>Whether it ends at once.</returns>
        public bool Begin(XmlReader reader, string prefix)
        {
            text.Clear();
            var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            part = new(reader.NamespaceURI, prefix + reader.LocalName, attributes, "");
            var isEmpty = reader.IsEmptyElement;
            while (reader.MoveToNextAttribute()) attributes[reader.Name] = reader.Value;
            reader.MoveToElement();
            return isEmpty;
        }

        public void Add(string more)
        {
            if (part is not null && text.Length < LongestText) text.Append(more, 0, Math.Min(more.Length, LongestText - text.Length));
        }

        public void End(List<Part> parts)
        {
            if (part is not null && parts.Count < MostParts) parts.Add(part with { Text = text.ToString() });
            part = null;
        }
    }
}
