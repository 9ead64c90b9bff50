using AngleSharp.Dom;

namespace Textak.Tests;

internal static class WordsOf
{
    /// <summary>What a reader reads: the text with single spaces.</summary>
    public static string Words(this INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
