using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

/// <summary>
/// One board as server-sent events, for as long as the program listens. It is woken when the board's channel has told its sockets, so it
/// is told at the same pace; it holds one number and no queue, and whoever takes nothing for ten seconds is let go.
/// </summary>
/// <param name="after">The last event that the program has; null where that is unknown.</param>
internal sealed class StreamResult(long forecast, string slug, Viewer viewer, long? after) : IResult
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Silence = TimeSpan.FromSeconds(10), Look = TimeSpan.FromSeconds(5);
    private const int LeastRetry = 500, MostRetry = 2500; // ms: not all that lost a node come back at once
    private static readonly byte[] KeepAlive = ": here\n\n"u8.ToArray();
    private long? cursor = after;
    private long said, checkedAt;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var (tailer, lines) = (services.GetRequiredService<Tailer>(), services.GetRequiredService<Lines>());
        var (sessions, lifetime) = (services.GetRequiredService<Sessions>(), services.GetRequiredService<IHostApplicationLifetime>());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, lifetime.ApplicationStopping);
        var connection = $"stream {Ids.New():N}";
        void End()
        {
            try
            {
                ending.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended by itself at the same moment
            }
        }
        using var moving = lines.Ends(ending);
        lines.Opened();
        sessions.Opened(connection, httpContext.User, End);
        try
        {
            // Counted first, then read: what is committed between the two is told by the next reading
            await tailer.JoinAsync(forecast, connection, Viewer.Anyone, ending.Token);
            try
            {
                using var bell = tailer.Listen(forecast);
                await TellAsync(httpContext, services.GetRequiredService<Streams>(), bell, ending.Token);
            }
            finally
            {
                tailer.Leave(forecast, connection);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // It left, or it is to come back on another node, or with another token: a clean end, and Last-Event-ID goes on from there
        }
        finally
        {
            sessions.Closed(connection);
            lines.Closed();
        }
    }

    private async Task TellAsync(HttpContext http, Streams streams, Listener bell, CancellationToken stop)
    {
        var (response, time) = (http.Response, http.RequestServices.GetRequiredService<TimeProvider>());
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await WriteAsync(http, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {Random.Shared.Next(LeastRetry, MostRetry)}\n\n")), stop);
        said = checkedAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                await CatchUpAsync(http, streams, time, stop);
                if (time.GetElapsedTime(checkedAt) >= Silence && !await IsGoodAsync(http, time, stop)) return;
            }
            catch (Exception e) when (DatabaseProblem.IsAway(e))
            {
                // What the program has stays as it is, and the line open: it is asked again
            }
            if (time.GetElapsedTime(said) >= Silence) await SayAsync(http, KeepAlive, time, stop);
            await bell.HeardAsync(Look, stop);
        }
    }

    private async Task CatchUpAsync(HttpContext http, Streams streams, TimeProvider time, CancellationToken stop)
    {
        if (await streams.IsLostAsync(forecast, cursor, stop))
        {
            var (seq, text) = await streams.SnapshotAsync(slug, viewer, stop);
            await SayAsync(http, text, time, stop);
            cursor = seq;
        }
        while (await streams.SinceAsync(forecast, cursor!.Value, viewer, stop) is { Frame: { Reset: false } frame, Text: var news } && frame.To > cursor)
        {
            await SayAsync(http, news, time, stop);
            cursor = frame.To;
        }
    }

    private async Task SayAsync(HttpContext http, byte[] text, TimeProvider time, CancellationToken stop)
    {
        await WriteAsync(http, text, stop);
        said = time.GetTimestamp();
    }

    // What revoked the token rang for it; that may have been lost
    private async Task<bool> IsGoodAsync(HttpContext http, TimeProvider time, CancellationToken stop)
    {
        if (http.Features.Get<ShownToken>() is not { } token) return true;
        checkedAt = time.GetTimestamp();
        await using var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        return token.ExpiresAt > time.Now() && await scope.ServiceProvider.GetRequiredService<TextakDb>().AccessTokens.AnyAsync(t => t.Id == token.Id && t.RevokedAt == null, stop);
    }

    private static async Task WriteAsync(HttpContext http, byte[] text, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            await http.Response.Body.WriteAsync(text, patience.Token);
            await http.Response.Body.FlushAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Telemetry.Dropped.Add(1, new KeyValuePair<string, object?>("cause", "stalled"));
            http.Abort();
            throw new OperationCanceledException(http.RequestAborted);
        }
    }
}
