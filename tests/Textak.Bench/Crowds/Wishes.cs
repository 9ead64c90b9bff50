using System.Globalization;

namespace Textak.Bench.Crowds;

/// <summary>How large a crowd is wanted, where, for how long.</summary>
/// <param name="Pace">Commands that each program sends a minute, on average.</param>
/// <param name="Board">The one board that it is let loose on; null for all that are open.</param>
internal sealed record Wishes(Uri Site, int Programs, TimeSpan Time, double Pace, int Seed, string? Board)
{
    public const string Usage = "crowd URL [--programs N] [--minutes N] [--pace COMMANDS-A-MINUTE] [--seed N] [--board SLUG]";

    /// <returns>Null where they make no sense.</returns>
    public static Wishes? Read(IReadOnlyList<string> words)
    {
        if (words.Count % 2 == 0 || !Uri.TryCreate(words[0], UriKind.Absolute, out var site) || site.Scheme is not ("http" or "https")) return null;
        var wishes = new Wishes(site, 10, TimeSpan.FromMinutes(1), 20, 1, null);
        for (var i = 1; i < words.Count; i += 2)
        {
            var known = double.TryParse(words[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0;
            switch (words[i])
            {
                case "--programs" when known && number <= 10_000: wishes = wishes with { Programs = (int)number }; break;
                case "--minutes" when known && number <= 10_000: wishes = wishes with { Time = TimeSpan.FromMinutes(number) }; break;
                case "--pace" when known && number <= 60_000: wishes = wishes with { Pace = number }; break;
                case "--seed" when known && number <= int.MaxValue: wishes = wishes with { Seed = (int)number }; break;
                case "--board": wishes = wishes with { Board = words[i + 1] }; break;
                default: return null;
            }
        }
        return wishes;
    }
}
