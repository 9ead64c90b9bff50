using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Textak.Bench.Stock;

/// <summary>
/// What one would write first: SignalR with its Redis backplane, every update sent to the group at once. No database, no
/// accounts, no rules; the size of an update is given, so that both servers say as much.
/// </summary>
internal static class StockServer
{
    public const string Group = "board";

    public static async Task RunAsync(string[] settings)
    {
        var (port, redis) = (settings[0], settings[1]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseSetting("urls", $"http://127.0.0.1:{port}");
        builder.Services.AddSignalR().AddStackExchangeRedis($"127.0.0.1:{redis}");
        var app = builder.Build();
        app.MapHub<StockHub>("/hubs/board");

        var commits = new ConcurrentDictionary<long, long>();
        long seq = 0;
        var hub = app.Services.GetRequiredService<IHubContext<StockHub>>();
        app.MapPost("/update", async (HttpContext http) =>
        {
            var size = int.Parse(http.Request.Query["size"]!, CultureInfo.InvariantCulture);
            var mine = Interlocked.Increment(ref seq);
            var at = commits[mine] = TimeProvider.System.GetUtcNow().UtcTicks;
            // Its numbers, and then as much text as ours brings
            await hub.Clients.Group(Group).SendAsync("Frame", new Update("board", mine - 1, mine, at, Update.Filled(size)));
            return Results.Ok(mine);
        });
        var constant = new byte[20 * 1024];
        new Random(1).NextBytes(constant);
        app.Map("/constant", http =>
        {
            http.Response.ContentLength = constant.Length;
            return http.Response.Body.WriteAsync(constant).AsTask();
        });
        app.MapGet("/commits", () => commits.Select(commit => new[] { commit.Key, commit.Value }));
        await app.RunAsync();
    }
}

internal sealed class StockHub : Hub
{
    public async Task<Update> Watch(string slug, long afterSeq)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, StockServer.Group);
        return new(slug, afterSeq, afterSeq, TimeProvider.System.GetUtcNow().UtcTicks, "");
    }
}

/// <summary>Of the same shape as a frame of ours, as far as a watcher reads it.</summary>
internal sealed record Update(string Slug, long From, long To, long At, string Text)
{
    private const int Around = 120; // bytes of everything but the text
    private static string text = "";

    public static string Filled(int size)
    {
        var length = Math.Max(0, size - Around);
        if (text.Length != length) text = new('x', length);
        return text;
    }
}
