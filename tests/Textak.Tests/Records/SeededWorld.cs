using System.Globalization;
using System.Text;

namespace Textak.Tests;

/// <summary>
/// Forecasts, participants and estimates by chance with a fixed seed, as files to be imported: to see how records look and how
/// fast they are. Whoever forecasts here is called what they are, a number.
/// </summary>
internal static class SeededWorld
{
    public const int Forecasts = 40, Participants = 300, Estimates = 20_000;

    private const int Each = Estimates / Forecasts, People = 100, Words = Each / People;
    private static readonly string[] Categories = ["models", "industry", "work", "policy", "healthcare", "research"];
    private static readonly int[] Planned = [28, 80, 200, 500]; // days

    /// <summary>Writes a file for each forecast. The same time gives the same files.</summary>
    /// <param name="now">When they will be imported, or a little before.</param>
    /// <returns>The paths.</returns>
    public static IReadOnlyList<string> Write(string directory, DateTimeOffset now, int forecasts = Forecasts)
    {
        var random = new Random(5);
        var skills = Enumerable.Range(1, Participants).Select(_ => .3 + random.NextDouble()).ToList();
        return [.. Enumerable.Range(1, forecasts).Select(number =>
        {
            var path = Path.Combine(directory, $"{Slug(number)}.md");
            File.WriteAllText(path, Text(number, now, random, skills));
            return path;
        })];
    }

    public static string Slug(int number) => string.Create(CultureInfo.InvariantCulture, $"sample-{number}");

    public static string Name(int participant) => string.Create(CultureInfo.InvariantCulture, $"Forecaster {participant}");

    /// <summary>"open", "ambiguous", "annulled", or null for one that comes true or doesn't.</summary>
    private static string? Other(int number) => (number % 10, number) switch { (0, _) => "open", (_, 5) => "ambiguous", (_, 25) => "annulled", _ => null };

    private static string Text(int number, DateTimeOffset now, Random random, List<double> skills)
    {
        var (days, likely) = (Planned[number % Planned.Length], .05 + .9 * random.NextDouble());
        var cameTrue = random.NextDouble() < likely;
        var (status, isOpen) = (Other(number) ?? (cameTrue ? "resolved true" : "resolved false"), Other(number) == "open");
        var end = isOpen ? 0 : random.Next(24, 300 * 24);
        var opened = end + (int)(days * 24 * (.5 + random.NextDouble() / 2));
        var text = new StringBuilder("---\n")
            .AppendLine(CultureInfo.InvariantCulture, $"title: Sample question {number}: does the measured value stand above its line {days} days on?")
            .AppendLine(CultureInfo.InvariantCulture, $"category: {Categories[number % Categories.Length]}\nstatus: {status}\nopened: {When(now, opened)}")
            .AppendLine(CultureInfo.InvariantCulture, $"horizon: {now.AddHours(-opened).AddDays(days):yyyy-MM-dd}");
        if (!isOpen) text.AppendLine(CultureInfo.InvariantCulture, $"resolved: {When(now, end)}");
        text.AppendLine("---\n\nMade by a program with a fixed seed, to see how records look.\n\n## Resolution criteria\n\nTrue if the measured value stands above its line at the horizon.\n");
        if (!isOpen) text.AppendLine("## Resolution\n\nSo it was measured.\n");
        text.AppendLine("## For\n\n- The last readings were rising, and nothing says why they should stop.\n\n## Against\n\n- The line lies higher than any reading of the last years.\n\n## Estimates\n");
        foreach (var participant in Enumerable.Range(1, Participants).OrderBy(_ => random.Next()).Take(People).Order())
            text.AppendLine(CultureInfo.InvariantCulture, $"- {Name(participant)}\n  history: {History(random, now, end, opened, likely, cameTrue, skills[participant - 1])}");
        return text.ToString();
    }

    /// <summary>Nearer to what comes the more time has passed, and the more skill there is; now and then taken back in the end.</summary>
    private static string History(Random random, DateTimeOffset now, int end, int opened, double likely, bool cameTrue, double noise)
    {
        var times = new SortedSet<int>();
        while (times.Count < Words + 1) times.Add(random.Next(end + 1, opened));
        var (hours, bias) = (times.Reverse().ToList(), noise * Normal(random));
        var words = hours.Take(Words).Select(hour =>
        {
            var passed = 1 - (hour - end) / (double)(opened - end);
            var odds = Math.Log(likely / (1 - likely)) + (cameTrue ? 2 : -2) * passed + bias + noise * .5 * Normal(random);
            return string.Create(CultureInfo.InvariantCulture, $"{When(now, hour)} {Math.Clamp((int)Math.Round(100 / (1 + Math.Exp(-odds))), 1, 99)}");
        });
        return string.Join(", ", random.Next(10) == 0 ? words.Append(string.Create(CultureInfo.InvariantCulture, $"{When(now, hours[^1])} withdrawn")) : words);
    }

    private static string When(DateTimeOffset now, int hoursAgo) => now.AddHours(-hoursAgo).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
