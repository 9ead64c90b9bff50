using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Features.Resolution;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Forecasts;

/// <summary>Everything that stands on one forecast's page, as anybody may see it, or with what is one viewer's own.</summary>
/// <param name="Mine">The viewer's current estimate.</param>
public sealed record Board(
    Forecast Forecast, Standing Standing, CriteriaView Criteria, Numbers Numbers, IReadOnlyList<ArgumentView> Arguments, IReadOnlyList<Signal> Signals,
    IReadOnlyList<Sample> History, IReadOnlyList<Activity> Activity, Estimate? Mine)
{
    /// <summary>What the viewer said until it grew stale, where they have said nothing since.</summary>
    public Estimate? Lapsed { get; init; }

    /// <summary>What young accounts make of the number, in a sentence; empty where that is nothing.</summary>
    public string Brigade { get; init; } = "";

    /// <summary>Reads the board as anybody may see it.</summary>
    public static async Task<Board> ReadAsync(TextakDb db, long forecastId, DateTimeOffset now, CancellationToken stop)
    {
        // The head first: what is read later may be newer than the page's sequence number, never older
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Id == forecastId, stop);
        return new(
            forecast,
            await Standing.ReadAsync(db, forecast, stop),
            await CriteriaView.ReadAsync(db, forecast, stop),
            await db.NumbersAsync(forecast, forecast.ClosedAt ?? now, stop),
            await db.Arguments.Where(a => a.ForecastId == forecast.Id).VisibleTo(Viewer.Anyone).ToListAsync(stop),
            await db.Signals.AsNoTracking().Where(s => s.ForecastId == forecast.Id).OrderByDescending(s => s.PublishedAt).ToListAsync(stop),
            await Estimates.History.ReadAsync(db, forecast.Id, forecast.LastSeq, forecast.ResolvedAt ?? now, stop),
            await Live.Activity.ReadAsync(db, forecast.Id, 0, forecast.LastSeq, stop),
            Mine: null);
    }

    /// <summary>The same without anybody's number: <see cref="OthersNumbers"/>.</summary>
    public Board HeldBack() => this with
    {
        Numbers = Numbers.HeldBack(),
        Brigade = "",
        Arguments = [.. Arguments.Select(argument => argument.HeldBack())],
        History = [],
        Activity = [.. Activity.Select(line => line.HeldBack())],
    };
}
