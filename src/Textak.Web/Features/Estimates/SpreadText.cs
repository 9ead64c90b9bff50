using Textak.Forecasting;

namespace Textak.Web.Features.Estimates;

/// <summary>The histogram of current estimates in words, for who doesn't see it.</summary>
public static class SpreadText
{
    /// <summary>"12 estimates, from 40 to 80%".</summary>
    public static string Brief(IReadOnlyList<int> bars)
    {
        if (bars.Sum() == 0) return "Nobody has estimated yet";
        var (first, last) = (bars.Index().First(bar => bar.Item > 0).Index, bars.Index().Last(bar => bar.Item > 0).Index);
        return $"{Estimates(bars.Sum())}, {Between(RangeOf(first).From, RangeOf(last).To)}";
    }

    /// <summary>"3 estimates from 68 to 72%, 1 estimate from 78 to 82%; yours is 70%".</summary>
    public static string Full(IReadOnlyList<int> bars, int? mine)
    {
        var said = bars.Index().Where(bar => bar.Item > 0).Select(bar => $"{Estimates(bar.Item)} {Between(RangeOf(bar.Index).From, RangeOf(bar.Index).To)}");
        return $"{(bars.Sum() == 0 ? "Nobody has estimated yet" : string.Join(", ", said))}{(mine is { } own ? $"; yours is {own}%" : "")}";
    }

    private static string Estimates(int count) => count == 1 ? "1 estimate" : $"{count} estimates";

    private static string Between(int from, int to) => $"from {from} to {to}%";

    private static (int From, int To) RangeOf(int bar) => (Math.Max(Percent.Min, 5 * bar - 2), Math.Min(Percent.Max, 5 * bar + 2));
}
