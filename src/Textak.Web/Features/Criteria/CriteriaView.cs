using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Criteria;

/// <summary>A forecast's resolution criteria with all their versions, newest first, and how many current estimates stand on each.</summary>
public sealed record CriteriaView(string Slug, string Text, IReadOnlyList<CriteriaView.Version> Versions)
{
    /// <summary>One version.</summary>
    /// <param name="Seq">The event that brought it.</param>
    /// <param name="Why">Why it took the place of the one before; null for the first.</param>
    /// <param name="Standing">Current estimates that were made or reaffirmed under it.</param>
    public sealed record Version(int Number, long Seq, string Text, string By, DateTimeOffset At, string? Why, int Standing);

    public int Number => Versions[0].Number;
    public bool Changed => Versions.Count > 1;

    /// <summary>"2 of 5 estimates stand on this version, 3 on version 1"; empty while there is one version only.</summary>
    public string Standing
    {
        get
        {
            if (!Changed) return "";
            var all = Versions.Sum(v => v.Standing);
            if (all == 0) return "No estimate stands on any version yet.";
            var older = Versions.Skip(1).Where(v => v.Standing > 0).Select(v => $"{v.Standing} on version {v.Number}");
            return $"{string.Join(", ", older.Prepend($"{Versions[0].Standing} of {all} {(all == 1 ? "estimate stands" : "estimates stand")} on this version"))}.";
        }
    }

    public static async Task<CriteriaView> ReadAsync(TextakDb db, Forecast forecast, CancellationToken stop)
    {
        var rows = await db.CriteriaVersions.Where(v => v.ForecastId == forecast.Id && v.Number <= forecast.CriteriaNumber).OrderByDescending(v => v.Number)
            .Select(v => new { v.Number, v.Seq, v.Text, By = v.By!.UserName!, v.At, v.Why, v.LeftBehind }).ToListAsync(stop);
        // Read one after the other while the board goes on, the count may be off by the change of a moment
        var standing = Math.Max(0, forecast.Estimates - rows.Sum(v => v.LeftBehind));
        return new(forecast.Slug, forecast.Criteria, [.. rows.Select(v =>
            new Version(v.Number, v.Seq, v.Text, v.By, v.At, v.Why, v.Number == forecast.CriteriaNumber ? standing : v.LeftBehind))]);
    }
}
