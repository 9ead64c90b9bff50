using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Replay;

internal static class PastCrux
{
    /// <summary>The crux as it was after an event, by the votes and the estimates of then, as anybody may see it now.</summary>
    /// <param name="number">The board's number then.</param>
    public static async Task<CruxView> ReadAsync(TextakDb db, Forecast forecast, long seq, double? number, CancellationToken stop)
    {
        var (id, none) = (forecast.Id, new CruxView(forecast.Slug, null, 0, 0));
        if (number is not { } between) return none;
        var votes = db.StrengthVotes.Where(v => v.ForecastId == id).HeldAt(seq);
        var standing = db.Arguments.Where(a => a.ForecastId == id).StandingAt(db, seq);
        List<long> contested = [.. (await votes.Where(v => standing.Any(a => a.Id == v.ArgumentId)).SumsAsync(stop))
            .Where(rated => rated.Value.Votes >= 2 * Crux.FewestVotes && rated.Value.Contest > 0)
            .OrderByDescending(rated => rated.Value.Contest).ThenBy(rated => rated.Key).Take(CruxView.Candidates).Select(rated => rated.Key)];
        if (await Divide.MostAsync(contested, between, votes, db.Estimates.Where(e => e.ForecastId == id).HeldAt(seq), stop) is not { } crux) return none;
        var view = (await db.Arguments.Where(a => a.Id == crux.ArgumentId).ViewsAtAsync(db, seq, Viewer.Anyone, stop)).Single();
        return new(forecast.Slug, view.View, crux.Above, crux.Below);
    }
}
