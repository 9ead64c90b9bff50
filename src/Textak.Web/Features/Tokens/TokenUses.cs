using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Tokens;

/// <summary>When each token was shown last: noted while requests are answered, and saved behind them, for each token once in some minutes.</summary>
public sealed class TokenUses(IServiceScopeFactory scopes, TimeProvider time, ILogger<TokenUses> logger) : BackgroundService
{
    /// <summary>How late what is saved may be.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, DateTimeOffset> noted = [];

    /// <param name="before">What is saved of it already.</param>
    public void Note(long token, DateTimeOffset? before, DateTimeOffset now)
    {
        if (!(now - before < Lag)) noted[token] = now;
    }

    /// <summary>Saves what was noted.</summary>
    public async Task SaveAsync(CancellationToken stop)
    {
        if (noted.IsEmpty) return;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        foreach (var (token, at) in noted.ToArray())
        {
            // Another node may have saved a later one
            var late = at - Lag;
            await db.AccessTokens.Where(t => t.Id == token && (t.UsedAt == null || t.UsedAt <= late)).ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, at), stop);
            noted.TryRemove(KeyValuePair.Create(token, at));
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.RepeatAsync(SaveAsync, Pace, time, logger, "The last use of tokens could not be saved", stoppingToken);
}
