using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Arguments;

/// <summary>The argument that those above and those below the board's number weigh most differently, as anybody may see it.</summary>
/// <param name="Argument">Null where there is none yet.</param>
/// <param name="Above">Mean strength by those whose estimate is above the number, 0 to 5, drawn to the middle; likewise below.</param>
public sealed record CruxView(string Slug, ArgumentView? Argument, double Above, double Below)
{
    // Where two sides differ, all together differ too: of many arguments the most contested will do
    internal const int Candidates = 20;

    /// <summary>What is left of it for a viewer who is to set their own number first.</summary>
    public CruxView HeldBack() => new(Slug, null, 0, 0);

    public static async Task<CruxView> ReadAsync(TextakDb db, Forecast forecast, CancellationToken stop)
    {
        var none = new CruxView(forecast.Slug, null, 0, 0);
        if (forecast.Probability is not { } number) return none;
        var id = forecast.Id;
        var contested = await db.Arguments.Where(a => a.ForecastId == id && a.HiddenAt == null && a.Votes >= 2 * Crux.FewestVotes && a.Contest > 0)
            .OrderByDescending(a => a.Contest).ThenBy(a => a.Id).Select(a => a.Id).Take(Candidates).ToListAsync(stop);
        if (await Divide.MostAsync(contested, number, db.StrengthVotes.Where(v => v.EndSeq == null), db.Estimates.Where(e => e.ForecastId == id && e.EndSeq == null), stop) is not { } crux) return none;

        var views = await db.Arguments.Where(a => a.Id == crux.ArgumentId && a.HiddenAt == null).VisibleTo(Viewer.Anyone).ToListAsync(stop);
        return views is [{ Text: not null } view] ? new(forecast.Slug, view, crux.Above, crux.Below) : none;
    }
}

/// <summary>An argument that divides those above a number from those below it.</summary>
internal sealed record Divide(long ArgumentId, double Above, double Below)
{
    /// <summary>The crux of some arguments, most contested first, by the votes and the estimates of a moment.</summary>
    /// <param name="number">The board's number, in (0,1).</param>
    /// <param name="estimates">The board's own.</param>
    public static async Task<Divide?> MostAsync(IReadOnlyList<long> contested, double number, IQueryable<StrengthVote> votes, IQueryable<Estimate> estimates, CancellationToken stop)
    {
        if (contested.Count == 0) return null;
        // Without the round .57 makes 56.99…, and those at the number stand above it
        var percent = Math.Round(number * 100, 6);
        var weighed = await (
            from vote in votes
            where contested.Contains(vote.ArgumentId)
            join estimate in estimates on vote.AccountId equals estimate.AccountId
            where estimate.Percent != percent
            group vote.Stars by new { vote.ArgumentId, IsAbove = estimate.Percent > percent } into side
            select new { side.Key.ArgumentId, side.Key.IsAbove, Votes = side.Count(), Sum = side.Sum() }).ToListAsync(stop);
        var (above, below) = (weighed.Where(w => w.IsAbove).ToDictionary(w => w.ArgumentId, w => new Weighing(w.Votes, w.Sum)),
            weighed.Where(w => !w.IsAbove).ToDictionary(w => w.ArgumentId, w => new Weighing(w.Votes, w.Sum)));
        return Crux.Of(contested.Select(a => (a, above.GetValueOrDefault(a), below.GetValueOrDefault(a)))) is { } crux
            ? new(crux, Strength.Of(above[crux].Votes, above[crux].Sum), Strength.Of(below[crux].Votes, below[crux].Sum)) : null;
    }
}
