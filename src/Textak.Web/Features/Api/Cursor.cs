using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Textak.Web.Features.Api;

/// <summary>
/// Where the next part of a list begins: after the last of this one, by what it is ordered by. Whatever comes or goes meanwhile, nothing
/// that stays in its place is shown twice or left out. Programs send it back as it is.
/// </summary>
public static class Cursor
{
    public const int DefaultLimit = 50, MostLimit = 200;
    private const int Longest = 300;

    /// <summary>What is thrown where a cursor is of another list, or of none.</summary>
    public static Misread Foreign => new("cursor", "The cursor is of no such list. Send what next said, or nothing for the first part.");

    /// <param name="kind">Of which list, in which order: it means nothing in another.</param>
    public static string Of(string kind, params IEnumerable<IFormattable> place) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('|', place.Select(part => part.ToString(part is double ? "R" : null, CultureInfo.InvariantCulture)).Prepend(kind))));

    /// <returns>Null for the first part.</returns>
    /// <exception cref="Misread">It isn't of this list.</exception>
    public static string[]? Read(string? cursor, string kind, int parts)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        if (cursor.Length <= Longest && Base64Url.IsValid(cursor) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('|') is var read && read.Length == parts + 1 && read[0] == kind) return read[1..];
        throw Foreign;
    }

    public static long Number(string part) => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new Misread("cursor", "The cursor is of no such list.");

    public static double Figure(string part) => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw new Misread("cursor", "The cursor is of no such list.");

    /// <summary>A moment that was written as its ticks.</summary>
    public static DateTimeOffset Time(string part) => Number(part) is >= 0 and var ticks && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new(ticks, TimeSpan.Zero) : throw new Misread("cursor", "The cursor is of no such list.");

    /// <summary>How many of a list at once.</summary>
    public static int Limit(int? asked) => asked switch
    {
        null => DefaultLimit,
        >= 1 and <= MostLimit => asked.Value,
        _ => throw new Misread("limit", $"Ask for 1 to {MostLimit} at once."),
    };
}
