using System.Globalization;
using System.Text.Json;
using Textak.Forecasting;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Estimates;

/// <summary>A board's history over a span of days, ready to be drawn by the server, and handed on to the script.</summary>
/// <param name="Samples">Oldest first.</param>
/// <param name="Marks">What happened, oldest first.</param>
/// <param name="Days">How many days back from the end; 0 for all.</param>
/// <param name="WithMean">Whether the geometric mean of odds is drawn too.</param>
/// <param name="Until">Where a resolved forecast's curve ends; null while it goes on.</param>
public sealed record ChartView(IReadOnlyList<Sample> Samples, IReadOnlyList<Mark> Marks, int Days, bool WithMean, DateTimeOffset? Until, DateTimeOffset Now)
{
    public const int DefaultDays = 60;
    public const int MostDays = 3660;

    // A table is listened to, line by line
    private const int MostRows = 60;

    /// <summary>The spans to choose from, in days; 0 for all.</summary>
    public static IReadOnlyList<(int Days, string Word)> Spans { get; } = [(1, "Day"), (7, "Week"), (DefaultDays, $"{DefaultDays} days"), (0, "All")];

    public DateTimeOffset End => Until ?? Now;

    public DateTimeOffset Start
    {
        get
        {
            // Much may be said before anybody gives a number
            var first = Samples.Take(1).Select(s => s.At).Concat(Marks.Take(1).Select(mark => mark.At)).DefaultIfEmpty(End.AddDays(-DefaultDays)).Min();
            var start = Days == 0 ? first : Max(first, End.AddDays(-Days));
            return start < End ? start : End.AddDays(-1);
        }
    }

    /// <summary>What the curve shows: from what held at the start on.</summary>
    public IReadOnlyList<Sample> Shown => field ??= Show();

    /// <summary>Why the number moved over the span, as the board says it of the last days: <see cref="Numbers.Because"/>.</summary>
    public string Why => Shown.Where(s => s.Probability != null).ToList() is [{ Probability: { } then } first, .., { Probability: { } now } last]
        ? Numbers.Because(Movement.Points(now, then), last.Moved - first.Moved) : "";

    /// <summary>The marks beside it, each with its place from 0 to 100.</summary>
    public IEnumerable<(Mark Mark, double Place)> Placed =>
        Marks.Where(mark => mark.At >= Start && mark.At <= End).Select(mark => (mark, 100 * (mark.At - Start) / (End - Start)));

    /// <summary>The same in words, newest first: what held from each moment on, and what happened then.</summary>
    public IEnumerable<(DateTimeOffset At, Sample? Held, IReadOnlyList<Mark> Marks)> Rows
    {
        get
        {
            var shown = Shown;
            var marks = Placed.Select(placed => placed.Mark).ToLookup(mark => mark.At);
            return History.Thin(shown, MostRows).Select(s => s.At).Concat(marks.Select(at => at.Key)).Distinct().OrderDescending()
                .Select(at => (at, shown.LastOrDefault(s => s.At <= at), (IReadOnlyList<Mark>)[.. marks[at]]));
        }
    }

    public string? First => Say(Shown.FirstOrDefault(s => s.Probability != null)?.Probability);
    public string? Last => Say(Shown.LastOrDefault(s => s.Probability != null)?.Probability);

    /// <summary>Whether all of the curve is at one number.</summary>
    public bool StandsStill => Shown.Where(s => s.Probability != null).All(s => Say(s.Probability) == First);

    /// <summary>The dates below the curve, at equal distances.</summary>
    public IEnumerable<string> Labels => Enumerable.Range(0, 4).Select(i => i == 3 && Until is null ? "now" : Day(Start + (End - Start) * i / 3));

    /// <summary>[[Unix seconds, percent, lower quartile, upper quartile, geometric mean], ...] for the script.</summary>
    public string Points => JsonSerializer.Serialize(Samples.Select(s =>
        new[] { s.At.ToUnixTimeSeconds(), Percent.Tenths(s.Probability), Percent.Tenths(s.Lower), Percent.Tenths(s.Upper), Percent.Tenths(s.Mean) }));

    /// <summary>[[Unix seconds, kind, link, what], ...] for the script.</summary>
    public string MarksForScript => JsonSerializer.Serialize(Marks.Select(mark => new object[] { mark.At.ToUnixTimeSeconds(), mark.Kind, mark.Link, mark.What }));

    /// <summary>The same chart with one choice changed, on the same page.</summary>
    public string With(int? days = null, bool? mean = null) =>
        string.Create(CultureInfo.InvariantCulture, $"?days={days ?? Days}{(mean ?? WithMean ? "&mean=true" : "")}#chart");

    /// <summary>"60 to 80%"; null where nobody estimated.</summary>
    public static string? Half(Sample? sample) =>
        sample is { Lower: { } lower, Upper: { } upper } ? $"{Percent.Of(lower)} to {Percent.Of(upper)}%" : null;

    /// <summary>"72%"; null where nobody estimated.</summary>
    public static string? Say(double? p) => p is { } value ? $"{Percent.Of(value)}%" : null;

    private IReadOnlyList<Sample> Show()
    {
        var before = Samples.LastOrDefault(s => s.At <= Start);
        var inside = Samples.Where(s => s.At > Start);
        return History.Thin([.. before is null ? inside : inside.Prepend(before with { At = Start })], History.MostPoints);
    }

    private string Day(DateTimeOffset at) => at.ToString(
        End - Start > TimeSpan.FromDays(400) ? "MMM yyyy" : End - Start < TimeSpan.FromDays(3) ? "d MMM HH:mm" : "d MMM", CultureInfo.InvariantCulture);

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
