using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Arguments;

/// <summary>The argument that those above and those below the board's number weigh most differently, as anybody may see it.</summary>
/// <param name="Argument">Null where there is none yet.</param>
/// <param name="Above">Mean strength by those whose estimate is above the number, 0 to 5, drawn to the middle; likewise below.</param>
public sealed record CruxView(string Slug, ArgumentView? Argument, double Above, double Below)
{
    // Where two sides differ, all together differ too: of many arguments the most contested will do
    private const int Candidates = 20;

    /// <summary>What is left of it for a viewer who is to set their own number first.</summary>
    public CruxView HeldBack() => new(Slug, null, 0, 0);

    public static async Task<CruxView> ReadAsync(TextakDb db, Forecast forecast, CancellationToken stop)
    {
        var none = new CruxView(forecast.Slug, null, 0, 0);
        if (forecast.Probability is not { } number) return none;
        // Without the round .57 makes 56.99…, and those at the number stand above it
        var (id, percent) = (forecast.Id, Math.Round(number * 100, 6));
        var contested = await db.Arguments.Where(a => a.ForecastId == id && a.HiddenAt == null && a.Votes >= 2 * Crux.FewestVotes && a.Contest > 0)
            .OrderByDescending(a => a.Contest).ThenBy(a => a.Id).Select(a => a.Id).Take(Candidates).ToListAsync(stop);
        if (contested.Count == 0) return none;

        var votes = await (
            from vote in db.StrengthVotes
            where contested.Contains(vote.ArgumentId)
            join estimate in db.Estimates on new { ForecastId = id, vote.AccountId } equals new { estimate.ForecastId, estimate.AccountId }
            where estimate.EndSeq == null && estimate.Percent != percent
            group vote.Stars by new { vote.ArgumentId, IsAbove = estimate.Percent > percent } into side
            select new { side.Key.ArgumentId, side.Key.IsAbove, Votes = side.Count(), Sum = side.Sum() }).ToListAsync(stop);
        var (above, below) = (votes.Where(v => v.IsAbove).ToDictionary(v => v.ArgumentId, v => new Weighing(v.Votes, v.Sum)),
            votes.Where(v => !v.IsAbove).ToDictionary(v => v.ArgumentId, v => new Weighing(v.Votes, v.Sum)));
        if (Crux.Of(contested.Select(a => (a, above.GetValueOrDefault(a), below.GetValueOrDefault(a)))) is not { } crux) return none;

        var views = await db.Arguments.Where(a => a.Id == crux && a.HiddenAt == null).VisibleTo(Viewer.Anyone).ToListAsync(stop);
        return views is not [{ Text: not null } view] ? none
            : new(forecast.Slug, view, Strength.Of(above[crux].Votes, above[crux].Sum), Strength.Of(below[crux].Votes, below[crux].Sum));
    }
}
