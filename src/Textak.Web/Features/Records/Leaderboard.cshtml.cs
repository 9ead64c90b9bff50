using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Records;

[OutputCache(PolicyName = nameof(ReaderCache))]
public sealed class LeaderboardModel(TextakDb db, Scores scores, TimeProvider time) : PageModel
{
    public const int Shown = 100;
    private const int LongestPeriod = 36500;
    private const int AtOnce = 500;

    public static IReadOnlyList<(int Days, string Words)> Periods { get; } = [(0, "All time"), (365, "12 months"), (90, "90 days")];

    [BindProperty(SupportsGet = true)]
    public Ranking By { get; set; }

    /// <summary>Forecasts that resolved within so many days; 0 for all.</summary>
    [BindProperty(SupportsGet = true)]
    public int Days { get; set; }

    public Leaders Leaders { get; private set; } = null!;
    public IReadOnlyDictionary<long, string> Names { get; private set; } = null!;

    /// <summary>Those of them that are programs.</summary>
    public IReadOnlySet<long> Programs { get; private set; } = new HashSet<long>();

    /// <summary>How many forecasts came true or didn't in the period.</summary>
    public int Forecasts { get; private set; }
    public Viewer Viewer => Viewer.From(User);

    public async Task OnGetAsync()
    {
        await ReadAsync();
        Programs = await People.ProgramsAsync(db, [.. Leaders.Ranked.Take(Shown).Select(one => one.AccountId)], HttpContext.RequestAborted);
        Names = await People.NamesAsync(db, [.. Leaders.Ranked.Take(Shown).Select(one => one.AccountId)], HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnGetCsvAsync()
    {
        await ReadAsync();
        return await this.CsvAsync("leaderboard", RowsAsync());
    }

    public async Task<IActionResult> OnGetJsonAsync()
    {
        await ReadAsync();
        return await this.JsonAsync("leaderboard", new
        {
            By = By.ToString().ToLowerInvariant(), Days, Forecasts, Minimum = Forecasting.Leaderboard.MinimumForecasts, Leaders.TooFew, People = RowsAsync(),
        });
    }

    /// <summary>The address of the same page with one choice changed.</summary>
    public string With(Ranking? by = null, int? days = null, string file = "")
    {
        var query = new QueryString();
        if ((by ?? By) is var b and not Ranking.Peer) query = query.Add("by", b.ToString().ToLowerInvariant());
        if ((days ?? Days) is var d and not 0) query = query.Add("days", FormattableString.Invariant($"{d}"));
        return $"/leaderboard{file}{query}";
    }

    private async Task ReadAsync()
    {
        Days = Days is > 0 and <= LongestPeriod ? Days : 0;
        var (now, stop) = (time.Now(), HttpContext.RequestAborted);
        var forecasts = (await scores.AllAsync(stop)).Where(f => Days == 0 || f.Forecast.ResolvedAt > now.AddDays(-Days)).ToList();
        Forecasts = forecasts.Count;
        Leaders = Leaders.Of(forecasts, By, await People.LeftOutAsync(db, now, stop));
    }

    // However many there are: names are read along with what is written
    private async IAsyncEnumerable<LeaderRow> RowsAsync()
    {
        foreach (var some in Leaders.Ranked.Chunk(AtOnce))
        {
            var names = await People.NamesAsync(db, [.. some.Select(one => one.AccountId)], HttpContext.RequestAborted);
            var programs = await People.ProgramsAsync(db, names.Keys, HttpContext.RequestAborted);
            foreach (var one in some)
                if (names.TryGetValue(one.AccountId, out var name)) yield return new(one.Place, name, programs.Contains(one.AccountId), one.Peer, one.Baseline, one.Forecasts, one.Coverage);
        }
    }
}
