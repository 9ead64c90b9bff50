using System.Runtime.InteropServices;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// How a node goes: it says that it isn't ready, asks its watchers to move, each at a moment of its own, takes no new
/// sockets, and ends when they are gone or their time is up. What runs is finished. Asked twice, it hurries.
/// </summary>
public sealed class Leaving(Node node, Lines lines, IHostApplicationLifetime lifetime, ILogger<Leaving> logger) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT])
            signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _ = LeaveAsync();
            }));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signals.ForEach(signal => signal.Dispose());

    private async Task LeaveAsync()
    {
        try
        {
            if (node.IsLeaving) return;
            node.Leave();
            logger.LogInformation("Leaving: {Lines} lines have {Drain} to move", lines.Open, node.Drain);
            await lines.MoveAsync(node.Drain, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            // Asked twice
        }
        finally
        {
            lifetime.StopApplication();
        }
    }
}

public static class LeavingSockets
{
    /// <summary>A node that leaves takes no new sockets.</summary>
    public static void UseLeaving(this WebApplication app)
    {
        var node = app.Services.GetRequiredService<Node>();
        app.Use((context, next) =>
        {
            if (!node.IsLeaving || !IsLine(context)) return next(context);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        });
    }

    // A stream stays open as a socket does
    private static bool IsLine(HttpContext context) =>
        context.Request.Path.StartsWithSegments(BoardHub.Path, StringComparison.OrdinalIgnoreCase) || context.GetEndpoint()?.Metadata.GetMetadata<Api.Live>() is not null;
}
