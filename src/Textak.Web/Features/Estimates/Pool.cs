using Textak.Forecasting;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

internal static class Pool
{
    /// <summary>Gives the board its number once whoever makes the change has a new estimate, or none (null).</summary>
    public static async Task PoolAsync(this Change change, Estimate? now)
    {
        var (crowd, jump) = await change.Crowds.SayAsync(change, now);
        change.Pooled(crowd, jump);
    }

    /// <summary>Gives the board its number from a crowd that has taken in the change, and keeps it as a point of its history.</summary>
    public static void Pooled(this Change change, Crowd crowd, Jump jump)
    {
        change.Forecast.Pool(crowd.Spread, crowd.Count, crowd.Histogram, jump, change.Now);
        change.Db.Points.Add(new()
        {
            ForecastId = change.Forecast.Id,
            Seq = change.Seq,
            At = change.Now,
            Probability = crowd.Spread?.Median,
            LowerQuartile = crowd.Spread?.LowerQuartile,
            UpperQuartile = crowd.Spread?.UpperQuartile,
            GeometricMean = crowd.GeometricMean,
            Estimates = crowd.Count,
            ChangedMinds = change.Forecast.ChangedMinds,
            Newcomers = change.Forecast.Newcomers,
            Withdrawals = change.Forecast.Withdrawals,
            Ageing = change.Forecast.Ageing,
        });
    }
}
