using System.Globalization;

namespace Textak.Web.Features.Wire.Reading;

/// <summary>The dates of feeds, as RFC 822, ISO 8601, mail programs and people write them.</summary>
internal static class FeedDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    // Minutes east of Greenwich
    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["z"] = 0, ["ut"] = 0, ["utc"] = 0, ["gmt"] = 0, ["wet"] = 0, ["bst"] = 60, ["west"] = 60, ["cet"] = 60, ["cest"] = 120, ["eet"] = 120, ["eest"] = 180, ["msk"] = 180,
        ["ist"] = 330, ["sgt"] = 480, ["jst"] = 540, ["kst"] = 540, ["aest"] = 600, ["aedt"] = 660, ["nzst"] = 720, ["est"] = -300, ["edt"] = -240, ["cst"] = -360, ["cdt"] = -300,
        ["mst"] = -420, ["mdt"] = -360, ["pst"] = -480, ["pdt"] = -420,
    };

    private static readonly string[] Iso =
    [
        "yyyy-M-d'T'H:m:s.FFFFFFFzzz", "yyyy-M-d'T'H:m:s.FFFFFFF'Z'", "yyyy-M-d'T'H:m:s.FFFFFFF", "yyyy-M-d'T'H:mzzz", "yyyy-M-d'T'H:m'Z'", "yyyy-M-d'T'H:m",
        "yyyy-M-d H:m:s.FFFFFFFzzz", "yyyy-M-d H:m:s.FFFFFFF zzz", "yyyy-M-d H:m:s.FFFFFFF", "yyyy-M-d H:m:s 'UTC'", "yyyy-M-d H:m", "yyyy-M-d", "yyyyMMdd'T'HHmmsszzz", "yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd", "yyyy-M",
        "yyyy/M/d H:m:s", "yyyy/M/d H:m", "yyyy/M/d", "d.M.yyyy H:m", "d.M.yyyy H:m:s", "d.M.yyyy",
    ];

    /// <returns>Null where it can't be read, or is no date that there is.</returns>
    public static DateTimeOffset? Read(string? typed)
    {
        if (typed?.Trim() is not { Length: > 3 and < 80 } text) return null;
        if (DateTimeOffset.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var iso)) return iso.ToUniversalTime();
        return text.Length is 10 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(text.Length == 13 ? seconds / 1000 : seconds) : ByWords(text);
    }

    /// <summary>Each word says what it is: a month, a time, a zone; the first short number is the day.</summary>
    private static DateTimeOffset? ByWords(string text)
    {
        int? day = null, month = null, year = null;
        var (time, zone, half) = (TimeSpan.Zero, 0, 0);
        foreach (var word in Split(text))
        {
            if (word.Contains(':')) time = Time(word) ?? time;
            else if (word[0] is '+' or '-') zone = Offset(word) ?? zone;
            else if (int.TryParse(word.TrimEnd('s', 't', 'n', 'd', 'r', 'h'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (day is null && number is > 0 and < 32 && word.Length < 5) day = number;
                else year ??= number;
            }
            else if (word.Equals("am", StringComparison.OrdinalIgnoreCase)) half = -1;
            else if (word.Equals("pm", StringComparison.OrdinalIgnoreCase)) half = 1;
            else if (Zones.TryGetValue(word, out var minutes)) zone = minutes;
            else if (word.Length >= 3 && Array.FindIndex(Months, name => word.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index) month ??= index + 1;
        }
        if (half > 0 && time.Hours < 12) time += TimeSpan.FromHours(12);
        if (half < 0 && time.Hours == 12) time -= TimeSpan.FromHours(12);
        return Make(day, month, year, time, zone);
    }

    private static DateTimeOffset? Make(int? day, int? month, int? year, TimeSpan time, int zone)
    {
        if (day is not { } d || month is not { } m || year is not { } y) return null;
        if (y < 100) y += y < 70 ? 2000 : 1900;
        if (y is < 1000 or > 9000 || d > DateTime.DaysInMonth(y, m)) return null;
        return new DateTimeOffset(new DateTime(y, m, d, 0, 0, 0, DateTimeKind.Unspecified) + time - TimeSpan.FromMinutes(zone), TimeSpan.Zero);
    }

    // "26-Nov-2026" and "GMT+0100" are two words and more; a minus before a number is a zone's where a time stood before it
    private static IEnumerable<string> Split(string text)
    {
        foreach (var word in text.Split([' ', ',', '\t', '\n', '\r', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
        {
            var sign = word.AsSpan(1).IndexOfAny('+', '-') + 1;
            if (sign == 0) yield return word;
            else if (word.Contains(':') || Zones.ContainsKey(word[..sign]))
            {
                yield return word[..sign];
                yield return word[sign..];
            }
            else
                foreach (var part in word.Split('-', StringSplitOptions.RemoveEmptyEntries)) yield return part;
        }
    }

    private static TimeSpan? Time(string word)
    {
        var parts = word.TrimEnd('.').Split(':');
        if (parts.Length is < 2 or > 3 || !Array.TrueForAll(parts, part => part.Length is > 0 and < 12)) return null;
        var numbers = new int[3];
        for (var i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return null;
        return numbers is [< 24, < 60, < 61] ? new(numbers[0], numbers[1], Math.Min(59, numbers[2])) : null;
    }

    private static int? Offset(string word)
    {
        var digits = word[1..].Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is 0 or > 4 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var minutes = digits.Length < 3 ? number * 60 : number / 100 * 60 + number % 100;
        return minutes > 14 * 60 ? null : word[0] == '-' ? -minutes : minutes;
    }
}
