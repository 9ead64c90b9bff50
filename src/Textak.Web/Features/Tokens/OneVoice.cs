using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Tokens;

/// <summary>A person and the programs of theirs: none of them weighs or judges what another of them says.</summary>
internal static class OneVoice
{
    /// <summary>Whether whoever makes the change is an author, or speaks for the same person.</summary>
    public static async Task<bool> IsOneVoiceAsync(this Change change, long author)
    {
        var me = change.AccountId;
        return author == me || await change.Db.Users.AnyAsync(a => a.Id == author
            && (a.OwnerId == me || change.Db.Users.Any(mine => mine.Id == me && mine.OwnerId != null && (mine.OwnerId == a.Id || mine.OwnerId == a.OwnerId))));
    }
}
