using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Live;

/// <summary>A board of its own for each test, the one writer, and an account in whose name it writes; the board has to add up in the end.</summary>
public abstract class LogTests(BusySite site) : IAsyncLifetime
{
    protected BusySite Site => site;
    protected BoardLog Log { get; private set; } = null!;
    protected string Slug { get; private set; } = null!;
    protected long Board { get; private set; }
    protected long Account { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Log = site.Services.GetRequiredService<BoardLog>();
        Slug = await site.OpenAsync(Fresh.Slug());
        Board = (await site.ForecastAsync(Slug)).Id;
        Account = await site.ReadAsync(db => db.Users.OrderBy(user => user.Id).Select(user => user.Id).FirstAsync());
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, Slug)).ShouldAddUp();
        GC.SuppressFinalize(this);
    }

    protected Command Next() => new(Board, Account, Ids.New());

    /// <summary>A command that is being carried out, and goes no further until it may: those that come now wait together.</summary>
    protected async Task<Held> HoldAsync(Task go, Func<Change, Task<Refusal?>> rule)
    {
        var begun = new TaskCompletionSource();
        var outcome = Log.AppendAsync(Next(), async change =>
        {
            begun.TrySetResult();
            await go;
            return await rule(change);
        });
        await begun.Task;
        return new(outcome);
    }

    // A task in a task would be awaited too
    protected sealed record Held(Task<Outcome> Outcome);
}
