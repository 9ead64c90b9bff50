using System.Runtime.InteropServices;
using Textak.Forecasting;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

internal static class Pool
{
    /// <summary>Gives the board its number from the current estimates, and keeps it as a point of its history.</summary>
    /// <param name="newest">The newest current estimates, oldest first, as many as <see cref="Pooling.Reach"/> asks for.</param>
    /// <param name="total">How many there are in all.</param>
    public static void Pooled(this Change change, List<double> newest, int total)
    {
        var values = CollectionsMarshal.AsSpan(newest);
        Spread? spread = total == 0 ? null : Pooling.RecencyWeighted(values, total);
        change.Forecast.Pool(spread?.Median, total);
        change.Db.Points.Add(new()
        {
            ForecastId = change.Forecast.Id,
            Seq = change.Seq,
            At = change.Now,
            Probability = spread?.Median,
            LowerQuartile = spread?.LowerQuartile,
            UpperQuartile = spread?.UpperQuartile,
            GeometricMean = total == 0 ? null : Pooling.GeometricMeanOfOdds(values),
            Estimates = total,
        });
    }
}
