using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Records;

// It shows arguments: what is hidden must not come back out of a browser's cache
[OutputCache(PolicyName = nameof(ReaderCache))]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PersonModel(TextakDb db, Scores scores, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Name { get; set; } = "";

    public PublicRecord Record { get; private set; } = null!;

    /// <summary>Whether it is the viewer's own.</summary>
    public bool IsMine { get; private set; }

    /// <summary>What the viewer says on the open forecasts of their own record, by forecast; nobody else is shown it.</summary>
    public IReadOnlyDictionary<long, Estimate> Own { get; private set; } = new Dictionary<long, Estimate>();

    public async Task<IActionResult> OnGetAsync()
    {
        if (await HouseAccount.FindAsync(db, Name) is not { } account) return NotFound();
        // Names that fold alike are one person's: the address is the name as they write it
        if (account.UserName != Name) return LocalRedirect(PublicRecord.Address(account.UserName!));
        await ReadAsync(account);
        if (IsMine) Own = await db.Estimates.AsNoTracking().Where(e => e.AccountId == account.Id && e.EndSeq == null).ToDictionaryAsync(e => e.ForecastId, HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>When what the viewer says on a forecast grows stale, once it is time to say so.</summary>
    public DateTimeOffset? StaleSoon(Forecast forecast) =>
        forecast.IsOpen && forecast.StaleAt(Own[forecast.Id].At) is (var noticeAt, var at) && noticeAt <= time.Now() ? at : null;

    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (await HouseAccount.FindAsync(db, Name) is not { } account) return NotFound();
        await ReadAsync(account);
        return await this.CsvAsync("record", Record.Scored.Select(one => OwnRow.Of(one.Forecast, one.Own)).ToAsyncEnumerable());
    }

    public async Task<IActionResult> OnGetJsonAsync()
    {
        if (await HouseAccount.FindAsync(db, Name) is not { } account) return NotFound();
        await ReadAsync(account);
        return await this.JsonAsync("record", new
        {
            Record.Name,
            Record.Since,
            Record.Owner,
            Record.Peer,
            Record.Baseline,
            Summary = SummaryRow.From(Record.Name, Record.Summary),
            Forecasts = Record.Scored.Select(one => OwnRow.Of(one.Forecast, one.Own)),
            Arguments = MovedArgument.Strongest(db, account.Id, Viewer.From(User)).AsAsyncEnumerable().Select(ArgumentRow.Of),
        });
    }

    private async Task ReadAsync(Account account)
    {
        IsMine = Viewer.From(User).Id == account.Id;
        Record = await PublicRecord.ReadAsync(db, scores, account, Viewer.From(User), time.Now(), HttpContext.RequestAborted);
    }
}
