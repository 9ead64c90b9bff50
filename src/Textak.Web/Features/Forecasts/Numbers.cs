using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Estimates;
using Shown = Textak.Forecasting.Percent;

namespace Textak.Web.Features.Forecasts;

/// <summary>The figures of a forecast as every page shows them.</summary>
/// <param name="Percent">The probability in whole percent, or null while nobody has estimated.</param>
/// <param name="Movement">Points since seven days ago, or since the first estimate if that is later; null without a probability.</param>
public sealed record Numbers(int? Percent, int? Movement, int Estimates, int For, int Against, Confidence Confidence)
{
    /// <summary>How far back the movement looks.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(7);

    /// <summary>Why it moved, in a line: <see cref="Because"/>.</summary>
    public string Why { get; init; } = "";

    /// <summary>How many current estimates are in each bar of <see cref="Histogram"/>; none before the first.</summary>
    public IReadOnlyList<int> Bars { get; init; } = [];

    /// <summary>Whether anybody can set an estimate.</summary>
    public bool TakeEstimates { get; init; }

    /// <summary>Whether others' numbers are missing here because the viewer wants to set their own first: <see cref="OthersNumbers"/>.</summary>
    public bool AreHeldBack { get; private init; }

    /// <param name="before">The probability a span ago; null where there was none.</param>
    public static Numbers Of(Forecast forecast, double? before) => new(
        forecast.Probability is { } p ? Shown.Of(p) : null,
        forecast.Probability is { } now ? Textak.Forecasting.Movement.Points(now, before ?? now) : null,
        forecast.Estimates,
        forecast.ForCount,
        forecast.AgainstCount,
        forecast.Confidence)
    {
        TakeEstimates = forecast.IsOpen,
        Bars = forecast.Bars == "" ? [] : [.. forecast.Bars.Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))],
    };

    /// <summary>What is left of them for a viewer who is to set their own first.</summary>
    public Numbers HeldBack() => this with { Percent = null, Movement = null, Why = "", Bars = [], AreHeldBack = true };

    /// <summary>The ICD 203 likelihood word for the number that is shown.</summary>
    public string Word => Percent is { } percent ? Likelihood.Word(percent)
        : !AreHeldBack ? "no estimate yet" : TakeEstimates ? "hidden until you set yours" : "hidden until it is resolved";

    public string ConfidenceWord => Confidence.ToString().ToLowerInvariant();

    /// <summary>"3 pts", "1 pt".</summary>
    public static string Say(int points) => points == 1 ? "1 pt" : $"{points} pts";

    /// <summary>What a movement is made of, in a line: "+3: minds changed +2, newcomers +1"; empty where nothing moved.</summary>
    /// <param name="shown">The movement as it is shown, in points.</param>
    internal static string Because(int shown, MovementSplit split)
    {
        // Where the sums of a database are wrong the number is shown all the same, and no reason for it
        if (Math.Abs(shown - split.Total) > 1) return "";
        var (minds, newcomers, withdrawals, ageing) = split.Whole(shown);
        (string Cause, int Points)[] parts = [("minds changed", minds), ("newcomers", newcomers), ("withdrawals", withdrawals), ("age of estimates", ageing)];
        var said = parts.Where(part => part.Points != 0).Select(part => $"{part.Cause} {Signed(part.Points)}").ToList();
        return said.Count == 0 ? "" : $"{Signed(shown)}: {string.Join(", ", said)}";
    }

    private static string Signed(int points) => points > 0 ? $"+{points}" : points < 0 ? $"−{-points}" : "0";
}

public static class NumbersQuery
{
    /// <summary>The figures of one forecast as of now, with why it moved.</summary>
    public static async Task<Numbers> NumbersAsync(this TextakDb db, Forecast forecast, DateTimeOffset now, CancellationToken stop)
    {
        var then = now - Numbers.Span;
        var points = db.Points.AsNoTracking().Where(p => p.ForecastId == forecast.Id && p.Probability != null);
        var before = await points.Where(p => p.At <= then).OrderByDescending(p => p.Seq).FirstOrDefaultAsync(stop)
            ?? await points.OrderBy(p => p.Seq).FirstOrDefaultAsync(stop);
        var numbers = Numbers.Of(forecast, before?.Probability);
        if (before is null || numbers.Movement is not { } shown) return numbers;
        return numbers with { Why = Numbers.Because(shown, forecast.Moved - new MovementSplit(before.ChangedMinds, before.Newcomers, before.Withdrawals, before.Ageing)) };
    }
}
