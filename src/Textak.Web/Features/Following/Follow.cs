using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Following;

/// <summary>Somebody begins to follow, or ends it. To say the same twice changes nothing.</summary>
internal static class Follow
{
    /// <summary>Boards, and authors, that one person may follow.</summary>
    public const int Most = 500;
    private static readonly Refusal Full = new("", $"You follow {Most} already: end one first.");

    public static async Task<Refusal?> BoardAsync(TextakDb db, long me, long forecast, bool follows, DateTimeOffset now)
    {
        var followed = db.FollowedBoards.Where(f => f.AccountId == me && f.ForecastId == forecast);
        if (!follows) await followed.ExecuteDeleteAsync();
        else if (!await followed.AnyAsync())
        {
            if (await db.FollowedBoards.CountAsync(f => f.AccountId == me) >= Most) return Full;
            await AddAsync(db, new FollowedBoard { AccountId = me, ForecastId = forecast, At = now });
        }
        return null;
    }

    public static async Task<Refusal?> AuthorAsync(TextakDb db, long me, long author, bool follows, DateTimeOffset now)
    {
        if (author == me) return new("", "That is you: what you argue you know.");
        var followed = db.FollowedAuthors.Where(f => f.AccountId == me && f.AuthorId == author);
        if (!follows) await followed.ExecuteDeleteAsync();
        else if (!await followed.AnyAsync())
        {
            if (await db.FollowedAuthors.CountAsync(f => f.AccountId == me) >= Most) return Full;
            await AddAsync(db, new FollowedAuthor { AccountId = me, AuthorId = author, At = now });
        }
        return null;
    }

    // A double click: the first of the two does it
    private static Task AddAsync(TextakDb db, object followed) => db.OnceAsync(() =>
    {
        db.Add(followed);
        return db.SaveChangesAsync();
    });
}
