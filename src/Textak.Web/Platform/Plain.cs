using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Textak.Web.Platform;

/// <summary>What people type, made plain: text only, never markup.</summary>
public static class Plain
{
    private const int FewestReadable = 3;
    private const int MostMarks = 4;
    private const int MostLines = 60;

    // A family, a flag and a syllable have about ten
    private const int MostParts = 16;

    // Nothing so long is taken anywhere, however it is composed; and to put ten thousand accents in order takes its time
    private const int Hopeless = 8_000;

    /// <summary>The text in Unicode's composed form, with single line breaks, without control characters, trimmed.</summary>
    public static string Text(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return "";
        var text = new StringBuilder(typed.Length);
        foreach (var rune in typed.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
            // Normalize throws at U+FFFE, which stands for no character
            if (rune.Value is '\n' || (rune.Value is not 0xFFFE && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Control))
                text.Append(rune);
            else if (rune.Value is '\t' or '\r')
                text.Append(' ');
        var plain = text.ToString().Trim();
        return plain.Length > Hopeless ? plain : plain.Normalize();
    }

    /// <summary>The words of a text: its runs of letters and digits, in small letters.</summary>
    public static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split([.. text.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it holds letters of which words are written without spaces between them: Thai, Lao, Burmese, Khmer, kana, Chinese, Hangul.</summary>
    public static bool IsUnspaced(string text) => text.Any(c => c is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
        or (>= '\u3040' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF66' and <= '\uFF9D'));

    /// <summary>Why a text can't stand on a page although it is long enough: nothing to read in it, letters buried under accents, a sign that is wider than a page, or a page full of blank lines.</summary>
    /// <returns>A sentence for whoever typed it; null where nothing is wrong.</returns>
    public static string? Problem(string text)
    {
        if (text.EnumerateRunes().Count(IsReadable) < FewestReadable) return "Say it in words: there is hardly a letter in this.";
        if (text.Count(c => c is '\n' or '\u2028' or '\u2029') >= MostLines) return $"Break fewer lines: {MostLines} are enough.";
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => marks + 1,
                // Joiners and the like are not seen: what comes after one stands on the same letter
                UnicodeCategory.Format => marks,
                _ => 0,
            };
            if (marks > MostMarks) return "There are too many accents on one letter.";
        }
        // No line breaks within one
        for (var signs = StringInfo.GetTextElementEnumerator(text); signs.MoveNext();)
            if (Length(signs.GetTextElement()) > MostParts) return "There is a sign in this that is made of too many parts.";
        return null;
    }

    /// <summary>How long a text is, in Unicode characters: an emoji of one code point counts as one.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Reads an optional link. Only absolute http and https addresses without credentials or spaces pass; an empty one is null.</summary>
    /// <returns>False where something was typed that is no such address, or is longer than the limit.</returns>
    public static bool TryLink(string? typed, int limit, out string? link)
    {
        link = null;
        typed = typed?.Trim();
        if (string.IsNullOrEmpty(typed)) return true;
        if (typed.Length > limit || typed.Any(char.IsWhiteSpace) || !IsWeb(typed, out var uri) || uri.AbsoluteUri.Length > limit) return false;
        // Uri reads some hosts that it can't read again once it has written them; whoever draws the link would fail
        if (!IsWeb(uri.AbsoluteUri, out var kept) || !HasHost(kept)) return false;
        link = kept.AbsoluteUri;
        return true;
    }

    // An emoji says something too. The fillers and the empty Braille cell are letters and symbols to Unicode, and nothing to the eye
    private static bool IsReadable(Rune rune) =>
        (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol)
        && rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0);

    private static bool HasHost(Uri uri)
    {
        try
        {
            return Uri.CheckHostName(uri.IdnHost) != UriHostNameType.Unknown;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static bool IsWeb(string typed, [NotNullWhen(true)] out Uri? uri) =>
        Uri.TryCreate(typed, UriKind.Absolute, out uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
}
