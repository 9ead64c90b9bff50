using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Textak.Web.Data;

namespace Textak.Web.Platform;

/// <summary>
/// What a balancer asks. <c>/health/live</c>: the process runs. <c>/health/ready</c>: send people here; degraded, and still
/// ready, without Redis; not ready without its database, or while it is leaving.
/// </summary>
public static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatabaseCheck>();
        // It would say so at each question of each balancer: the answer does
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", timeout: Patience)
            .AddCheck<RedisCheck>("redis")
            .AddCheck<LeavingCheck>("node");
    }

    /// <summary>Comes before everything else: a balancer speaks plain HTTP, often, and has no account.</summary>
    public static void UseHealth(this WebApplication app)
    {
        app.UseHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        app.UseHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(check => check.Key, check => new { status = Word(check.Value.Status), reason = check.Value.Description }),
    });

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>Asks at most once a second, however often it is asked.</summary>
    private sealed class DatabaseCheck(IServiceScopeFactory scopes, TimeProvider time) : IHealthCheck, IDisposable
    {
        private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
        private readonly SemaphoreSlim asking = new(1);
        private (HealthCheckResult Result, long At) last;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await asking.WaitAsync(cancellationToken);
            try
            {
                if (last.At == 0 || time.GetElapsedTime(last.At) > Fresh) last = (await AskAsync(cancellationToken), time.GetTimestamp());
                return last.Result;
            }
            finally
            {
                asking.Release();
            }
        }

        public void Dispose() => asking.Dispose();

        private async Task<HealthCheckResult> AskAsync(CancellationToken stop)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<TextakDb>().Forecasts.AnyAsync(stop).WaitAsync(Patience, stop);
                return HealthCheckResult.Healthy();
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                return HealthCheckResult.Unhealthy(DatabaseProblem.IsAway(e) ? "It does not answer." : "It can't be read.");
            }
        }
    }

    private sealed class RedisCheck(Bus bus) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
            !bus.IsConfigured ? HealthCheckResult.Healthy("Not configured: one node, or nodes that look at the log by themselves.")
            : bus.IsAlive ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("It does not answer: other nodes' changes are seen within a second, and their watchers are not counted."));
    }

    private sealed class LeavingCheck(Node node) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
            node.IsLeaving ? HealthCheckResult.Unhealthy("It is leaving.") : HealthCheckResult.Healthy(node.Name));
    }
}
