using System.Globalization;
using System.Text;

namespace Textak.Web.Features.Estimates;

/// <summary>A probability over time as SVG paths in a box of 100 by 100, time to the right and 100 % at the top.</summary>
public static class CurvePath
{
    /// <returns>The stepped line, the area below it, and the dot at its end; null where there is nothing to draw.</returns>
    public static (string? Line, string? Area, string? End) Draw(IReadOnlyList<Sample> samples, DateTimeOffset from, DateTimeOffset until)
    {
        var line = new StringBuilder();
        var area = new StringBuilder();
        double? y = null;
        double x = 0, start = 0;
        foreach (var sample in samples)
        {
            x = Place(sample.At, from, until);
            if (y is not null) line.Append(Invariant($"H{x:0.##}"));
            if (sample.Probability is null && y is not null) Close(x);
            else if (sample.Probability is { } p && y is null) line.Append(Invariant($"M{start = x:0.##} {100 - 100 * p:0.##}"));
            else if (sample.Probability is { } q) line.Append(Invariant($"V{100 - 100 * q:0.##}"));
            y = sample.Probability;
        }
        if (line.Length == 0) return (null, null, null);
        if (y is null) return (line.ToString(), area.ToString(), null);
        line.Append("H100");
        Close(100);
        return (line.ToString(), area.ToString(), Invariant($"M100 {100 - 100 * y.Value:0.##}h0"));

        void Close(double end)
        {
            var stretch = line.ToString(line.ToString().LastIndexOf('M'), line.Length - line.ToString().LastIndexOf('M'));
            area.Append(stretch).Append(Invariant($"V100H{start:0.##}Z"));
        }
    }

    /// <returns>The area of the middle half of the estimates, stepped like the line; null where there is nothing to draw.</returns>
    public static string? Band(IReadOnlyList<Sample> samples, DateTimeOffset from, DateTimeOffset until)
    {
        var (band, back) = (new StringBuilder(), new Stack<string>());
        for (var i = 0; i < samples.Count; i++)
        {
            if (samples[i] is not { Lower: { } lower, Upper: { } upper }) continue;
            var (start, end) = (Place(samples[i].At, from, until), i + 1 < samples.Count ? Place(samples[i + 1].At, from, until) : 100);
            // Along the upper edge to the end of a stretch, and back along the lower one
            band.Append(Invariant($"{(back.Count == 0 ? $"M{start:0.##} " : "V")}{100 - 100 * upper:0.##}H{end:0.##}"));
            back.Push(Invariant($"V{100 - 100 * lower:0.##}H{start:0.##}"));
            if (i + 1 < samples.Count && samples[i + 1].Lower is not null) continue;
            while (back.TryPop(out var edge)) band.Append(edge);
            band.Append('Z');
        }
        return band.Length == 0 ? null : band.ToString();
    }

    private static double Place(DateTimeOffset at, DateTimeOffset from, DateTimeOffset until) => Math.Clamp(100 * (at - from) / (until - from), 0, 100);

    private static string Invariant(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
