using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests;

internal static class Commands
{
    /// <summary>Carries commands out in somebody's name, past the pages, many at once; each has to be taken.</summary>
    /// <returns>What each became, in their order.</returns>
    public static Task<IReadOnlyList<Answer>> AppendAsync(this Site site, string slug, string name, params IEnumerable<Func<Change, Task<Refusal?>>> rules) =>
        site.AppendAsync(slug, name, read: true, rules);

    /// <param name="read">Whether the rules read from the database: <see cref="BoardLog.AppendAsync"/>.</param>
    public static async Task<IReadOnlyList<Answer>> AppendAsync(this Site site, string slug, string name, bool read, IEnumerable<Func<Change, Task<Refusal?>>> rules)
    {
        var (board, account) = await site.ReadAsync(async db => (
            await db.Forecasts.Where(f => f.Slug == slug).Select(f => f.Id).SingleAsync(), await db.Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync()));
        var log = site.Services.GetRequiredService<BoardLog>();
        var outcomes = await Task.WhenAll(rules.Select(rule => log.AppendAsync(new(board, account, Ids.New()), rule, _ => read)));
        return [.. outcomes.Select(outcome => outcome.Answer ?? throw new InvalidOperationException(outcome.Refusal!.Message))];
    }
}
