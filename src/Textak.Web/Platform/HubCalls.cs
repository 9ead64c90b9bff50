using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Textak.Web.Platform;

/// <summary>
/// The rate limiter sees a WebSocket once, when it opens; this counts the calls that come through it. It logs them too,
/// where SignalR would log every refusal, with its stack: whoever calls could fill the disk.
/// </summary>
internal sealed class HubCalls(IOptions<Limits> limits, ILogger<HubCalls> logger) : IHubFilter
{
    // One who doesn't listen to so many refusals is no person's page
    private const int Patience = 100;

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var bucket = (Bucket)call.Context.Items[typeof(Bucket)]!;
        if (bucket.Take()) return await CarryOutAsync(call, next);
        if (bucket.Refused > Patience) call.Context.Abort();
        throw new HubException(string.Create(CultureInfo.InvariantCulture,
            $"You are going faster than this board can follow. At most {limits.Value.CallsPerSecond} calls a second, please."));
    }

    public Task OnConnectedAsync(HubLifetimeContext connection, Func<HubLifetimeContext, Task> next)
    {
        connection.Context.Items[typeof(Bucket)] = new Bucket(limits.Value);
        return next(connection);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext connection, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        (connection.Context.Items[typeof(Bucket)] as Bucket)?.Dispose();
        await next(connection, exception);
    }

    private async ValueTask<object?> CarryOutAsync(HubInvocationContext call, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(call);
        }
        catch (Exception e) when (e is not (HubException or OperationCanceledException))
        {
            if (DatabaseProblem.IsAway(e)) logger.LogWarning("{Method}: {Message}", call.HubMethodName, e.Message);
            else logger.LogError(e, "{Method} failed", call.HubMethodName);
            throw;
        }
    }

    private sealed class Bucket(Limits limits) : IDisposable
    {
        // It fills up when it is asked, rather than by a timer a socket
        private readonly TokenBucketRateLimiter tokens = new(new()
        {
            TokenLimit = limits.CallsAtOnce,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / limits.CallsPerSecond,
            AutoReplenishment = false,
        });

        public int Refused { get; private set; }

        public bool Take()
        {
            tokens.TryReplenish();
            using var lease = tokens.AttemptAcquire();
            if (!lease.IsAcquired) Refused++;
            return lease.IsAcquired;
        }

        public void Dispose() => tokens.Dispose();
    }
}
