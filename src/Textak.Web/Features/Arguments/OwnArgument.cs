using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Arguments;

/// <summary>An argument that its author wants to change.</summary>
internal static class OwnArgument
{
    /// <returns>It, or why whoever makes the change can't have it.</returns>
    public static async Task<(Argument? Argument, Refusal? Refusal)> FindAsync(Change change, long id)
    {
        var argument = await change.Db.Arguments.SingleOrDefaultAsync(a => a.Id == id && a.ForecastId == change.Forecast.Id);
        if (argument is null) return (null, new("", "There is no such argument on this board."));
        return argument.AuthorId == change.AccountId ? (argument, null) : (null, new("", "Only its author can do that to an argument."));
    }
}
