using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Records;
using Textak.Web.Platform;

namespace Textak.Web.Features.Following;

/// <summary>What one follows, and where the buttons go with which one begins to and ends it.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FollowingModel(TextakDb db, TimeProvider time) : PageModel
{
    /// <summary>Boards, and authors, that one person may follow.</summary>
    public const int Most = 500;

    private long Me => Viewer.From(User).Id!.Value;

    public IReadOnlyList<FollowedBoard> Boards { get; private set; } = [];
    public IReadOnlyList<FollowedAuthor> Authors { get; private set; } = [];
    public bool IsFull { get; private set; }

    public Task OnGetAsync() => ReadAsync();

    /// <param name="follows">Whether one wants to follow from now on.</param>
    /// <param name="listed">Whether one was on the list of what one follows, and wants to stay there.</param>
    public async Task<IActionResult> OnPostBoardAsync(string? slug, bool follows, bool listed)
    {
        var me = Me;
        if (await db.Forecasts.Where(f => f.Slug == slug).Select(f => (long?)f.Id).SingleOrDefaultAsync() is not { } id) return StatusCode(StatusCodes.Status422UnprocessableEntity);
        if (!follows) await db.FollowedBoards.Where(f => f.AccountId == me && f.ForecastId == id).ExecuteDeleteAsync();
        else if (await db.FollowedBoards.CountAsync(f => f.AccountId == me) >= Most) return await RefuseAsync();
        else if (!await db.FollowedBoards.AnyAsync(f => f.AccountId == me && f.ForecastId == id)) await AddAsync(new FollowedBoard { AccountId = me, ForecastId = id, At = time.Now() });
        return LocalRedirect(listed ? "/following" : $"/f/{slug}");
    }

    /// <inheritdoc cref="OnPostBoardAsync"/>
    public async Task<IActionResult> OnPostAuthorAsync(string? name, bool follows, bool listed)
    {
        var me = Me;
        if (string.IsNullOrEmpty(name) || await HouseAccount.FindAsync(db, name) is not { } author || author.Id == me) return StatusCode(StatusCodes.Status422UnprocessableEntity);
        if (!follows) await db.FollowedAuthors.Where(f => f.AccountId == me && f.AuthorId == author.Id).ExecuteDeleteAsync();
        else if (await db.FollowedAuthors.CountAsync(f => f.AccountId == me) >= Most) return await RefuseAsync();
        else if (!await db.FollowedAuthors.AnyAsync(f => f.AccountId == me && f.AuthorId == author.Id)) await AddAsync(new FollowedAuthor { AccountId = me, AuthorId = author.Id, At = time.Now() });
        return LocalRedirect(listed ? "/following" : PublicRecord.Address(author.UserName!));
    }

    // A double click: the first of the two does it
    private Task AddAsync(object followed) => db.OnceAsync(() =>
    {
        db.Add(followed);
        return db.SaveChangesAsync();
    });

    private async Task<IActionResult> RefuseAsync()
    {
        IsFull = true;
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
