using System.Globalization;
using System.Text.Json;
using Textak.Forecasting;

namespace Textak.Web.Features.Estimates;

/// <summary>A board's history over a span of days, ready to be drawn by the server, and handed on to the script.</summary>
/// <param name="Days">How many days back from the end; 0 for all.</param>
/// <param name="Until">Where a resolved forecast's curve ends; null while it goes on.</param>
public sealed record ChartView(IReadOnlyList<Sample> Samples, int Days, DateTimeOffset? Until, DateTimeOffset Now)
{
    public const int DefaultDays = 60;
    public const int MostDays = 3660;

    public DateTimeOffset End => Until ?? Now;

    public DateTimeOffset Start
    {
        get
        {
            var first = Samples.Count == 0 ? End.AddDays(-DefaultDays) : Samples[0].At;
            var start = Days == 0 ? first : Max(first, End.AddDays(-Days));
            return start < End ? start : End.AddDays(-1);
        }
    }

    /// <summary>What the curve shows: from what held at the start on.</summary>
    public IReadOnlyList<Sample> Shown
    {
        get
        {
            var before = Samples.LastOrDefault(s => s.At <= Start);
            var inside = Samples.Where(s => s.At > Start);
            return [.. before is null ? inside : inside.Prepend(before with { At = Start })];
        }
    }

    public string? First => Say(Shown.FirstOrDefault(s => s.Probability != null));
    public string? Last => Say(Shown.LastOrDefault(s => s.Probability != null));

    /// <summary>The dates below the curve, at equal distances.</summary>
    public IEnumerable<string> Labels => Enumerable.Range(0, 4).Select(i => i == 3 && Until is null ? "now" : Day(Start + (End - Start) * i / 3));

    /// <summary>[[Unix seconds, percent], ...] for the script.</summary>
    public string Points => JsonSerializer.Serialize(Samples.Select(s => new[]
    {
        s.At.ToUnixTimeSeconds(), s.Probability is { } p ? Math.Round(100 * p, 1) : (double?)null,
    }));

    private string Day(DateTimeOffset at) => at.ToString(End - Start > TimeSpan.FromDays(400) ? "MMM yyyy" : "d MMM", CultureInfo.InvariantCulture);

    private static string? Say(Sample? sample) => sample?.Probability is { } p ? $"{Percent.Of(p)}%" : null;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
