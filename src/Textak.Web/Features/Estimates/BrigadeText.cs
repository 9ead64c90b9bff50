using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Shown = Textak.Forecasting.Percent;

namespace Textak.Web.Features.Estimates;

/// <summary>What accounts that are younger than a forecast make of its number, where they make something of it.</summary>
public static class BrigadeText
{
    /// <summary>"8 accounts younger than this forecast move its number from 61% to 72%"; empty where that is not worth a word.</summary>
    public static async Task<string> ReadAsync(TextakDb db, Forecast forecast, CancellationToken stop)
    {
        if (forecast.Estimates <= Brigade.Fewest) return "";
        // What was imported is as old here as its coming: so are the accounts that came with it
        var since = forecast.OpenSince;
        var current = db.Estimates.Where(e => e.ForecastId == forecast.Id && e.EndSeq == null);
        var said = await current.Join(db.Users, e => e.AccountId, a => a.Id, (e, a) => new { e.Seq, e.Percent, IsYoung = a.CreatedAt > since })
            .OrderBy(one => one.Seq).ToListAsync(stop);
        return Brigade.Of(said.ConvertAll(one => (one.Percent / 100.0, one.IsYoung))) is { Stands: true } brigade
            ? $"{brigade.Young} accounts younger than this forecast move its number from {Shown.Of(brigade.Without)}% to {Shown.Of(brigade.With)}%." : "";
    }
}
