using Textak.Web.Features.Signals;
using Textak.Web.Platform;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>
/// Tells the <c>key: value</c> lines below an entry from a text that happens to have a colon. The first line of an entry
/// is always text. Below it, a line is a field if the one word before its colon is a key of any list, or if it isn't but the
/// value reads as a link, a time or a direction: then the key is more likely misspelt than meant as text.
/// </summary>
internal static class ItemField
{
    private static readonly string[] AllKeys = ["source", "link", "when", "direction"];

    public static (string Key, string Value) Cut(TextLine line)
    {
        var text = line.Trimmed;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var isField = colon > 0 && text[..colon].All(char.IsAsciiLetter) && (colon == text.Length - 1 || text[colon + 1] == ' ');
        return isField ? (text[..colon].ToLowerInvariant(), text[(colon + 1)..].Trim()) : ("", text);
    }

    public static bool IsMeant(string key, string value, string[] keys) =>
        key.Length > 0
        && (keys.Contains(key, StringComparer.Ordinal)
            || AllKeys.Contains(key, StringComparer.Ordinal)
            || (value.Length > 0 && Plain.TryLink(value, Signal.LinkLength, out _))
            || When.TryRead(value, DateTimeOffset.UnixEpoch, out _)
            || Words.TryRead<Direction>(value, out _));
}
