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
/// <param name="Arguments">Those of each side that are shown, in the order of its column. What rebuts them is fetched when it is asked for.</param>
/// <param name="Mine">The viewer's current estimate.</param>
public sealed record Board(
    Forecast Forecast, Standing Standing, CriteriaView Criteria, Numbers Numbers, IReadOnlyList<ArgumentView> Arguments, IReadOnlyList<Signal> Signals,
    IReadOnlyList<Sample> History, IReadOnlyList<Activity> Activity, Estimate? Mine)
{
    /// <summary>When the newest of the arguments that everybody sees were posted, for the chart.</summary>
    public required IReadOnlyList<Posted> Posted { get; init; }

    /// <summary>The sides that have more arguments than are shown.</summary>
    public required IReadOnlyList<Side> More { get; init; }

    /// <summary>What those above and those below the number weigh most differently.</summary>
    public required CruxView Crux { get; init; }

    /// <summary>What the viewer said until it grew stale, where they have said nothing since.</summary>
    public Estimate? Lapsed { get; init; }

    /// <summary>What young accounts make of the number, in a sentence; empty where that is nothing.</summary>
    public string Brigade { get; init; } = "";

    /// <summary>Reads the board as anybody may see it.</summary>
    public static async Task<Board> ReadAsync(TextakDb db, long forecastId, Portion portion, DateTimeOffset now, CancellationToken stop)
    {
        // The head first: what is read later may be newer than the page's sequence number, never older
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Id == forecastId, stop);
        var (pro, morePro) = await Column.ReadAsync(db, forecastId, Side.For, portion, stop);
        var (con, moreCon) = await Column.ReadAsync(db, forecastId, Side.Against, portion, stop);
        List<long> shown = [.. pro, .. con];
        return new(
            forecast,
            await Standing.ReadAsync(db, forecast, stop),
            await CriteriaView.ReadAsync(db, forecast, stop),
            await db.NumbersAsync(forecast, forecast.ClosedAt ?? now, stop),
            [.. (await db.Arguments.Where(a => shown.Contains(a.Id)).ViewsAsync(db, Viewer.Anyone, stop)).OrderBy(a => shown.IndexOf(a.Id))],
            await db.Signals.AsNoTracking().Standing().Where(s => s.ForecastId == forecast.Id).OrderByDescending(s => s.PublishedAt).ToListAsync(stop),
            await Estimates.History.ReadAsync(db, forecast.Id, forecast.LastSeq, forecast.ResolvedAt ?? now, stop),
            await Live.Activity.ReadAsync(db, forecast, 0, forecast.LastSeq, stop),
            Mine: null)
        {
            More = [.. new[] { (Side.For, morePro), (Side.Against, moreCon) }.Where(side => side.Item2).Select(side => side.Item1)],
            Posted = await PostedAsync(db, forecast.Id, stop),
            Crux = await CruxView.ReadAsync(db, forecast, stop),
        };
    }

    /// <summary>The same without anybody's number: <see cref="OthersNumbers"/>.</summary>
    public Board HeldBack() => this with
    {
        Numbers = Numbers.HeldBack(),
        Brigade = "",
        Arguments = [.. Arguments.Select(argument => argument.HeldBack())],
        History = [],
        Crux = Crux.HeldBack(),
        Activity = [.. Activity.Select(line => line.HeldBack())],
    };

    private static Task<List<Posted>> PostedAsync(TextakDb db, long forecastId, CancellationToken stop) => db.Arguments
        .Where(a => a.ForecastId == forecastId && a.AnswersId == null && a.HiddenAt == null).OrderByDescending(a => a.PostedAt).Take(Mark.MostArguments)
        .Select(a => new Posted(a.Id, a.Side, a.PostedAt)).ToListAsync(stop);
}

/// <summary>When an argument was posted, and on which side.</summary>
public sealed record Posted(long Id, Side Side, DateTimeOffset At);
