using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Records;
using Textak.Web.Platform;

namespace Textak.Web.Features.Following;

/// <summary>What one follows, and where the buttons go with which one begins to and ends it.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FollowingModel(TextakDb db, TimeProvider time) : PageModel
{
    private long Me => Viewer.From(User).Id!.Value;

    public IReadOnlyList<FollowedBoard> Boards { get; private set; } = [];
    public IReadOnlyList<FollowedAuthor> Authors { get; private set; } = [];
    public string? Problem { get; private set; }

    public Task OnGetAsync() => ReadAsync();

    /// <param name="follows">Whether one wants to follow from now on.</param>
    /// <param name="listed">Whether one was on the list of what one follows, and wants to stay there.</param>
    public async Task<IActionResult> OnPostBoardAsync(string? slug, bool follows, bool listed)
    {
        if (await db.Forecasts.Where(f => f.Slug == slug).Select(f => (long?)f.Id).SingleOrDefaultAsync() is not { } id) return StatusCode(StatusCodes.Status422UnprocessableEntity);
        return await AnswerAsync(await Follow.BoardAsync(db, Me, id, follows, time.Now()), listed, $"/f/{slug}");
    }

    /// <inheritdoc cref="OnPostBoardAsync"/>
    public async Task<IActionResult> OnPostAuthorAsync(string? name, bool follows, bool listed)
    {
        if (string.IsNullOrEmpty(name) || await HouseAccount.FindAsync(db, name) is not { } author) return StatusCode(StatusCodes.Status422UnprocessableEntity);
        return await AnswerAsync(await Follow.AuthorAsync(db, Me, author.Id, follows, time.Now()), listed, PublicRecord.Address(author.UserName!));
    }

    private async Task<IActionResult> AnswerAsync(Refusal? refusal, bool listed, string place)
    {
        if (refusal is null) return LocalRedirect(listed ? "/following" : place);
        Problem = refusal.Message;
        await ReadAsync();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ReadAsync()
    {
        var me = Me;
        Boards = await db.FollowedBoards.AsNoTracking().Include(f => f.Forecast).Where(f => f.AccountId == me).OrderByDescending(f => f.At).ToListAsync(HttpContext.RequestAborted);
        Authors = await db.FollowedAuthors.AsNoTracking().Include(f => f.Author).Where(f => f.AccountId == me).OrderByDescending(f => f.At).ToListAsync(HttpContext.RequestAborted);
    }
}
