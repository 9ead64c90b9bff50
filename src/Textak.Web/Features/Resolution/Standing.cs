using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Resolution;

/// <summary>Where a forecast stands, and why: what is said at the top of its board once it isn't open.</summary>
/// <param name="Reason">Why it came there; null where nobody had to say.</param>
/// <param name="Story">How it went; null unless it came true or not.</param>
public sealed record Standing(Forecast Forecast, string? Reason, IReadOnlyList<string> Sources, Story? Story)
{
    public static async Task<Standing> ReadAsync(TextakDb db, Forecast forecast, CancellationToken stop)
    {
        if (forecast.IsOpen) return new(forecast, null, [], null);
        if (forecast.ResolvedAt is not null)
            return new(forecast, forecast.Resolution, forecast.ResolutionSources, await Story.ReadAsync(db, forecast, stop));
        var act = await db.ModerationActs.AsNoTracking().Where(a => a.ForecastId == forecast.Id && a.Status != null && a.Seq <= forecast.LastSeq)
            .OrderByDescending(a => a.Seq).FirstOrDefaultAsync(stop);
        return new(forecast, act?.Reason, act?.Sources ?? [], null);
    }
}
