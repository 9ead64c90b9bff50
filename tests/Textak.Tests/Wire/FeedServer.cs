using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Textak.Tests.Wire;

/// <summary>Somebody's server of feeds, on loopback: it answers as it is told to, and remembers who asked for what.</summary>
public sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> answers = new(StringComparer.Ordinal);
    private int connections;

    private FeedServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, on => on.Use(next => connection =>
        {
            Interlocked.Increment(ref connections);
            return next(connection);
        })));
        app = builder.Build();
        app.Run(context =>
        {
            Requests.Enqueue((context.Request.Path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            if (answers.TryGetValue(context.Request.Path, out var answer)) return answer(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>How many connections anybody made.</summary>
    public int Connections => Volatile.Read(ref connections);
    public ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = [];
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<FeedServer> StartAsync()
    {
        var server = new FeedServer();
        await server.app.StartAsync();
        return server;
    }

    /// <summary>From now on answers at a path.</summary>
    /// <returns>The whole address.</returns>
    public string Answer(string path, Func<HttpContext, Task> answer)
    {
        answers[path] = answer;
        return new Uri(Address, path).AbsoluteUri;
    }

    /// <inheritdoc cref="Answer(string, Func{HttpContext, Task})"/>
    public string Answer(string path, string body, int status = 200, params (string Name, string Value)[] headers) => Answer(path, context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers) context.Response.Headers[name] = value;
        return status is 304 or 204 ? Task.CompletedTask : context.Response.WriteAsync(body);
    });

    /// <summary>A feed with an item for each headline, published a minute apart, the first last.</summary>
    public static string Rss(DateTimeOffset now, params string[] headlines) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0"><channel><title>Lamp News</title>
        {string.Concat(headlines.Select((headline, i) => $"<item><title>{WebUtility.HtmlEncode(headline)}</title><link>https://lamp-news.example/{Uri.EscapeDataString(headline)}</link><pubDate>{now.AddMinutes(-i - 1):R}</pubDate></item>\n"))}
        </channel></rss>
        """;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
