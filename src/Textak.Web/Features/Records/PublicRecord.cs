using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Records;

/// <summary>What anybody may know of how a participant forecasts and argues.</summary>
/// <param name="IsHouse">Whether it is an account of the house's own, which speaks for what was imported.</param>
/// <param name="Scored">Their resolved forecasts, the newest first.</param>
/// <param name="Open">Where they have an estimate now. What it says is theirs alone until the forecast resolves.</param>
/// <param name="Arguments">How many of their arguments anybody may see.</param>
/// <param name="Moved">Those that people say moved them, the strongest first.</param>
public sealed record PublicRecord(
    string Name, DateTimeOffset Since, bool IsSuspended, bool IsHouse, IReadOnlyList<(ScoredForecast Forecast, Scored Own)> Scored,
    IReadOnlyList<Forecast> Open, int Arguments, IReadOnlyList<MovedArgument> Moved)
{
    private const int MostMoved = 20;

    /// <summary>Whose program it is; null for a person's.</summary>
    public string? Owner { get; private init; }

    public Summary? Summary { get; } = Records.Summary.Of(Scored.Select(s => s.Own));

    /// <summary>As the leaderboard has it; null with too few forecasts for a place there.</summary>
    public double? Peer => Leaderboard.Peer([.. Scored.Select(s => s.Own.Peer)]);

    /// <inheritdoc cref="Peer"/>
    public double? Baseline => Leaderboard.Baseline([.. Scored.Select(s => s.Own.Baseline)]);

    /// <summary>Where somebody's record is.</summary>
    public static string Address(string name) => $"/u/{Uri.EscapeDataString(name)}";

    public static async Task<PublicRecord> ReadAsync(TextakDb db, Scores scores, Account account, Viewer viewer, DateTimeOffset now, CancellationToken stop)
    {
        var scored = (await scores.AllAsync(stop)).Select(f => (Forecast: f, Own: f.Participants.GetValueOrDefault(account.Id)))
            .Where(one => one.Own is { Coverage: > 0 }).Select(one => (one.Forecast, one.Own!)).ToList();
        var estimates = db.Estimates.Where(e => e.AccountId == account.Id && e.EndSeq == null).Select(e => e.ForecastId);
        var open = await db.Forecasts.AsNoTracking().Where(f => estimates.Contains(f.Id) && (f.Status == Status.Open || f.Status == Status.Locked))
            .OrderBy(f => f.Horizon).ThenBy(f => f.Id).ToListAsync(stop);
        return new(
            account.UserName!, account.CreatedAt, account.IsSuspended(now), HouseAccount.Folded.Contains(account.NormalizedUserName!), scored, open,
            await db.Arguments.CountAsync(a => a.AuthorId == account.Id && a.HiddenAt == null, stop),
            await MovedArgument.Strongest(db, account.Id, viewer).Take(MostMoved).ToListAsync(stop))
        {
            Owner = account.IsProgram ? await db.Users.Where(a => a.Id == account.OwnerId).Select(a => a.UserName).SingleAsync(stop) : null,
        };
    }
}

/// <summary>An argument as anybody may see it, with the forecast that it is about.</summary>
public sealed record MovedArgument(ArgumentView Argument, string Slug, string Title)
{
    /// <summary>The first source that it cites; null where it cites none.</summary>
    public string? Link { get; init; }

    /// <summary>
    /// Somebody's arguments that moved anybody, hidden ones left out, and those whose figures are held back from the viewer: the one
    /// that moved furthest in log-odds first.
    /// </summary>
    internal static IQueryable<MovedArgument> Strongest(TextakDb db, long author, Viewer viewer) =>
        from view in db.Arguments.Where(a => a.AuthorId == author && a.HiddenAt == null && a.Named > 0).WithFiguresFor(viewer, db).VisibleTo(Viewer.Anyone)
        join argument in db.Arguments on view.Id equals argument.Id
        join forecast in db.Forecasts on argument.ForecastId equals forecast.Id
        orderby Math.Abs(argument.LogOdds) descending, argument.Named descending, argument.Id
        select new MovedArgument(view, forecast.Slug, forecast.Title)
        {
            Link = db.SourceLinks.Where(s => s.ArgumentId == argument.Id && s.EndSeq == null).OrderBy(s => s.Id).Select(s => s.Link).FirstOrDefault(),
        };
}
