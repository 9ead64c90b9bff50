using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Forecasts;

/// <summary>Everything that stands on one forecast's page, as one viewer may see it.</summary>
public sealed record Board(
    Forecast Forecast, Numbers Numbers, IReadOnlyList<ArgumentView> Arguments, IReadOnlyList<Signal> Signals,
    IReadOnlyList<Sample> History, IReadOnlyList<Activity> Activity, Estimate? Mine)
{
    /// <summary>Reads the board, or null where there is none at the address.</summary>
    public static async Task<Board?> ReadAsync(TextakDb db, string slug, Viewer viewer, DateTimeOffset now, CancellationToken stop)
    {
        // The head first: what is read later may be newer than the page's sequence number, never older
        var forecast = await db.Forecasts.AsNoTracking().SingleOrDefaultAsync(f => f.Slug == slug, stop);
        if (forecast?.Slug != slug) return null; // to some databases other spellings are the same
        return new(
            forecast,
            await db.NumbersAsync(forecast, forecast.ResolvedAt ?? now, stop),
            await db.Arguments.Where(a => a.ForecastId == forecast.Id).VisibleTo(viewer).ToListAsync(stop),
            await db.Signals.AsNoTracking().Where(s => s.ForecastId == forecast.Id).OrderByDescending(s => s.PublishedAt).ToListAsync(stop),
            await Estimates.History.ReadAsync(db, forecast.Id, forecast.LastSeq, stop),
            await Live.Activity.ReadAsync(db, forecast.Id, 0, forecast.LastSeq, stop),
            await db.Estimates.AsNoTracking()
                .SingleOrDefaultAsync(e => e.ForecastId == forecast.Id && e.AccountId == viewer.Id && e.EndSeq == null, stop));
    }
}
