using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Shown = Textak.Forecasting.Percent;

namespace Textak.Web.Features.Forecasts;

/// <summary>The figures of a forecast as every page shows them.</summary>
/// <param name="Percent">The probability in whole percent, or null while nobody has estimated.</param>
/// <param name="Movement">Points since seven days ago, or since the first estimate if that is later; null without a probability.</param>
public sealed record Numbers(int? Percent, int? Movement, int Estimates, int For, int Against, Confidence Confidence)
{
    /// <summary>How far back the movement looks.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(7);

    /// <param name="before">The probability a span ago; null where there was none.</param>
    public static Numbers Of(Forecast forecast, double? before) => new(
        forecast.Probability is { } p ? Shown.Of(p) : null,
        forecast.Probability is { } now ? Textak.Forecasting.Movement.Points(now, before ?? now) : null,
        forecast.Estimates,
        forecast.ForCount,
        forecast.AgainstCount,
        ConfidenceRule.Of(forecast.Sources, forecast.Estimates, forecast.StatedConfidence));

    /// <summary>The ICD 203 likelihood word for the number that is shown.</summary>
    public string Word => Percent is { } percent ? Likelihood.Word(percent) : "no estimate yet";

    public string ConfidenceWord => Confidence.ToString().ToLowerInvariant();

    /// <summary>"3 pts", "1 pt".</summary>
    public static string Say(int points) => points == 1 ? "1 pt" : $"{points} pts";
}

public static class NumbersQuery
{
    /// <summary>The figures of one forecast as of now.</summary>
    public static async Task<Numbers> NumbersAsync(this TextakDb db, Forecast forecast, DateTimeOffset now, CancellationToken stop)
    {
        var then = now - Numbers.Span;
        var points = db.Points.Where(p => p.ForecastId == forecast.Id && p.Probability != null);
        var before = await points.Where(p => p.At <= then).OrderByDescending(p => p.Seq).Select(p => p.Probability).FirstOrDefaultAsync(stop)
            ?? await points.OrderBy(p => p.Seq).Select(p => p.Probability).FirstOrDefaultAsync(stop);
        return Numbers.Of(forecast, before);
    }
}
