using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Records;

[OutputCache(PolicyName = nameof(ReaderCache))]
public sealed class TrackRecordModel(TextakDb db, Scores scores) : PageModel
{
    /// <summary>How many forecasts one page lists.</summary>
    public const int PageSize = 100;

    public TrackRecord Record { get; private set; } = null!;

    /// <summary>Which hundred of the forecasts, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int Part { get; set; } = 1;

    public int Parts => Math.Max(1, (Record.Forecasts.Count + PageSize - 1) / PageSize);
    public IEnumerable<ScoredForecast> Listed => Record.Forecasts.Skip((Part - 1) * PageSize).Take(PageSize);

    public async Task OnGetAsync()
    {
        await ReadAsync();
        Part = Math.Clamp(Part, 1, Parts);
    }

    public async Task<IActionResult> OnGetCsvAsync()
    {
        await ReadAsync();
        return await this.CsvAsync("track-record", Record.Forecasts.Select(ForecastRow.Of).ToAsyncEnumerable());
    }

    public async Task<IActionResult> OnGetJsonAsync()
    {
        await ReadAsync();
        return await this.JsonAsync("track-record", new
        {
            Record.Open,
            Record.Unscored,
            Board = SummaryRow.From("the board's number", Record.Board),
            Mean = SummaryRow.From("the geometric mean of odds", Record.Mean),
            Categories = Record.ByCategory.Select(group => SummaryRow.From(group.Label, group.Summary)),
            Horizons = Record.ByHorizon.Select(group => SummaryRow.From(group.Label, group.Summary)),
            Forecasts = Record.Forecasts.Select(ForecastRow.Of),
        });
    }

    private async Task ReadAsync() => Record = await TrackRecord.ReadAsync(db, scores, HttpContext.RequestAborted);
}
