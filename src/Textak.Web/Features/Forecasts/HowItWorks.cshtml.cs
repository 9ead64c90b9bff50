using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Features.Records;
using Textak.Web.Platform;

namespace Textak.Web.Features.Forecasts;

[OutputCache(PolicyName = nameof(ReaderCache))]
public sealed class HowItWorksModel(TextakDb db, Scores scores, IOptions<Limits> limits) : PageModel
{
    /// <summary>The numbers of this site, by which the scores are explained.</summary>
    public TrackRecord Record { get; private set; } = null!;

    public int NewcomerArguments => limits.Value.NewcomerArguments;

    public async Task OnGetAsync() => Record = await TrackRecord.ReadAsync(db, scores, HttpContext.RequestAborted);
}
