using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>The rules of the names that people show each other. Two names that could be mistaken for each other fold to one.</summary>
public static class DisplayName
{
    public const int Shortest = 2;
    public const int Longest = 30;

    /// <summary>The rules, for people, before they type.</summary>
    public const string Rules = "2 to 30 letters and digits of one alphabet; spaces and - _ . ' may stand between them. Everybody sees it.";

    /// <summary>For a name that folds to one that somebody has.</summary>
    public const string Taken = "That name is taken, or looks too much like one that is. Choose another.";

    // Nothing so long becomes a name; Unicode needn't be asked
    private const int Hopeless = 200;
    private const string Unseen = "There is a character in it that can't be seen, or can't stand in a name. Type the name anew.";
    private const string Punctuation = "-_.'";

    private static readonly FrozenSet<string> Reserved = new[]
    {
        Account.Editorial, DemoAccounts.Moderator, DemoAccounts.Participant,
        "Textak", "Textak Team", "Team Textak", "Admin", "Admins", "Administrator", "Administrators", "Administration",
        "Moderator", "Moderators", "Moderation", "Mod", "Mods", "Participant", "Editor", "Editors", "Editorial", "Staff", "Team", "Owner",
        "System", "Root", "Superuser", "Support", "Help", "Helpdesk", "Security", "Abuse", "Contact", "Info", "Official", "Webmaster", "Postmaster",
        "You", "Me", "Anonymous", "Anybody", "Anyone", "Everybody", "Everyone", "Nobody", "Somebody", "Someone", "Guest", "User", "Unknown",
        "Deleted", "Deleted account", "Deleted user", "Erased", "Hidden", "Removed", "Suspended", "Null", "Undefined", "None", "Bot",
    }.Select(Core).ToFrozenSet();

    // A word that speaks for the house speaks for it in any company: "Textak Support", "The Moderator"
    private static readonly FrozenSet<string> ReservedWords = new[] { "Textak", "Admin", "Administrator", "Moderator", "Editorial" }.Select(Core).ToFrozenSet();

    private static readonly Dictionary<string, string> Alphabets = new(StringComparer.Ordinal)
    {
        ["Arab"] = "Arabic", ["Armn"] = "Armenian", ["Beng"] = "Bengali", ["Cyrl"] = "Cyrillic", ["Deva"] = "Devanagari", ["Ethi"] = "Ethiopic",
        ["Geor"] = "Georgian", ["Grek"] = "Greek", ["Hang"] = "Korean", ["Hani"] = "Chinese", ["Hebr"] = "Hebrew", ["Hira"] = "Japanese",
        ["Kana"] = "Japanese", ["Latn"] = "Latin", ["Taml"] = "Tamil", ["Thai"] = "Thai",
    };

    /// <summary>What was typed as a name is kept: compatible forms made one, single spaces, straight apostrophes.</summary>
    public static string Clean(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return "";
        if (typed.Length > Hopeless) return typed;
        var name = WellFormed(typed).Normalize(NormalizationForm.FormKC).Replace('’', '\'').Replace('‘', '\'');
        // Separators of any kind, line breaks too
        return string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What is wrong with a cleaned name, in a sentence; null where nothing is. Whether it is taken only the database knows.</summary>
    public static string? Problem(string name) =>
        ProblemOfLength(name) ?? ProblemOfCharacters(name) ?? ProblemOfScripts(name)
        ?? (IsReserved(name) ? "That name is kept for Textak itself. Choose another." : null);

    /// <summary>Whether a name belongs to the house, as it stands or as it would be read.</summary>
    public static bool IsReserved(string name) =>
        Reserved.Contains(Core(name)) || name.Split([' ', '-', '_', '.'], StringSplitOptions.RemoveEmptyEntries).Any(word => ReservedWords.Contains(Core(word)));

    /// <summary>
    /// The form in which names are compared and kept unique. Names that differ by case, by the way of encoding or by
    /// look-alike letters (UTS #39) have it in common. Takes anything that may be typed, a name or not.
    /// </summary>
    public static string Fold(string? typed)
    {
        var name = Clean(typed);
        return name.Length > Hopeless ? name : Letters.Fold(name.Normalize(NormalizationForm.FormD)).Replace('ʻ', '\'');
    }

    private static string? ProblemOfLength(string name)
    {
        var length = name.Length > Hopeless ? name.Length : Plain.Length(name);
        return length == 0 ? "Choose a name."
            : length < Shortest ? $"That is too short: a name has at least {Shortest} characters."
            : length > Longest ? $"That has {length} characters; a name has at most {Longest}."
            : null;
    }

    private static string? ProblemOfCharacters(string name)
    {
        foreach (var rune in name.EnumerateRunes())
            if (!IsAllowed(rune)) return ProblemOf(rune);
        if (IsPunctuation(name[0]) || IsPunctuation(name[^1])) return "A name begins and ends with a letter or a digit.";
        return name.EnumerateRunes().Any(Rune.IsLetter) ? ProblemOfMarks(name.Normalize(NormalizationForm.FormD)) : "A name has at least one letter.";
    }

    // No language needs more on one letter (UTS #39, 5.4), and they would cover the lines above and below
    private static string? ProblemOfMarks(string decomposed)
    {
        var (marks, shared, last) = (0, 0, new Rune(' '));
        foreach (var rune in decomposed.EnumerateRunes())
        {
            var isMark = IsMark(rune);
            if (isMark && IsSeparator(last)) return "An accent stands alone there: put it after a letter.";
            marks = isMark ? marks + 1 : 0;
            shared = isMark && Letters.IsShared(rune) ? shared + 1 : 0;
            if (marks > 4 || shared > 3 || isMark && rune == last) return "There are too many accents on one letter.";
            last = rune;
        }
        return null;
    }

    private static string? ProblemOfScripts(string name)
    {
        var scripts = Letters.Scripts(name);
        if (Letters.BelongTogether(scripts)) return null;
        var known = scripts.Select(script => Alphabets.GetValueOrDefault(script)).OfType<string>().Distinct().Order().ToList();
        return known.Count < 2 ? "Write the name in one alphabet: this mixes several."
            : $"Write the name in one alphabet: this mixes {string.Join(" and ", known)}.";
    }

    private static string ProblemOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        // Two letters of Korean are blank
        _ when rune.Value is 0x115F or 0x1160 => Unseen,
        UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
            => Unseen,
        var category when char.IsLetter(rune.ToString(), 0) || category == UnicodeCategory.LetterNumber
            => $"{rune} is no letter that names are written with today.",
        _ => $"{rune} can't stand in a name: letters, digits, spaces and - _ . ' can.",
    };

    private static bool IsAllowed(Rune rune) => IsSeparator(rune) || Letters.Script(rune) is not null;

    private static bool IsSeparator(Rune rune) => rune.Value == ' ' || rune.IsAscii && IsPunctuation((char)rune.Value);

    private static bool IsPunctuation(char c) => Punctuation.Contains(c, StringComparison.Ordinal);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Folded, and without what one would put between letters to slip through
    private static string Core(string name) => string.Concat(Fold(name).Where(c => c != ' ' && !IsPunctuation(c)));

    // Half a surrogate pair is no text, and would make Normalize throw
    private static string WellFormed(string typed) => string.Concat(typed.EnumerateRunes().Where(rune => rune.Value != 0xFFFE)); // which stands for no character, and Normalize throws at it
}
