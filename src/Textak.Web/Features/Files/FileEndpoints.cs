using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Files;

/// <summary>
/// The site and each board as files. They are written as they are read, all of a file as of one moment; a few at a time, and none for ever: the moment is
/// held for whoever reads slowly too.
/// </summary>
public sealed class FileWriter(TextakDb db, Tailer tailer, FilePlaces places)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    internal Task OfSiteAsync(HttpContext http, Func<FileReader, Task> write) => WriteAsync(http, db.AskedForecasts(), write);

    internal async Task OfBoardAsync(HttpContext http, string slug, Func<FileReader, Task> write)
    {
        if (await tailer.FindAsync(slug, http.RequestAborted) is { } id) await WriteAsync(http, db.Forecasts.Where(f => f.Id == id), write);
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task WriteAsync(HttpContext http, IQueryable<Forecast> which, Func<FileReader, Task> write)
    {
        using var place = await places.EnterAsync(http.Address(), http.RequestAborted);
        if (place is null)
        {
            await new Trouble(StatusCodes.Status503ServiceUnavailable, "Others are being served", "This board writes a few files at a time. Wait a little and ask again.").EndAsync(http);
            return;
        }
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        longest.CancelAfter(Longest);
        http.RequestAborted = longest.Token;
        try
        {
            // Whoever opens it again is to get what is there then, and nothing that was hidden since
            http.Response.Headers.CacheControl = "no-store";
            await db.ReadAtOnceAsync(() => write(new(db, which, Viewer.From(http.User))), longest.Token);
        }
        catch (OperationCanceledException) when (longest.IsCancellationRequested)
        {
            // Half a file must not look like a whole one
            http.Abort();
        }
    }
}

/// <summary>How many files are written at a time on this node, and how many of them for one address: whoever reads slowly keeps nobody else from theirs.</summary>
public sealed class FilePlaces : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Places<string> places = new(most: 8, mostOfOne: 2, mostWaiting: 32);

    /// <summary>Waits a moment for a place, which is given back when it is disposed of; null where there was none.</summary>
    public async Task<IDisposable?> EnterAsync(string address, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            return await places.EnterAsync(address, patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => places.Dispose();
}

public static class FileEndpoints
{
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FilePlaces>();
        builder.Services.AddScoped<FileWriter>();
    }

    public static void MapFiles(this WebApplication app)
    {
        var site = app.MapGroup("/files").WithMetadata(new MadeWhenAskedAttribute());
        site.MapGet("/forecasts.csv", (HttpContext http, FileWriter files) => files.OfSiteAsync(http, read => http.WriteCsvAsync("forecasts", read.ForecastsAsync())));
        site.MapGet("/arguments.csv", (HttpContext http, FileWriter files) => files.OfSiteAsync(http, read => http.WriteCsvAsync("arguments", read.ArgumentsAsync())));
        site.MapGet("/history.csv", (HttpContext http, FileWriter files) => files.OfSiteAsync(http, read => http.WriteCsvAsync("history", read.HistoryAsync())));
        site.MapGet("/all.json", (HttpContext http, FileWriter files) => files.OfSiteAsync(http, read => AllAsync(http, "all", read)));
        var board = app.MapGroup("/f/{slug}/files").WithMetadata(new MadeWhenAskedAttribute());
        board.MapGet("/arguments.csv", (HttpContext http, FileWriter files, string slug) => files.OfBoardAsync(http, slug, read => http.WriteCsvAsync($"{slug}-arguments", read.ArgumentsAsync())));
        board.MapGet("/history.csv", (HttpContext http, FileWriter files, string slug) => files.OfBoardAsync(http, slug, read => http.WriteCsvAsync($"{slug}-history", read.HistoryAsync())));
        board.MapGet("/all.json", (HttpContext http, FileWriter files, string slug) => files.OfBoardAsync(http, slug, read => AllAsync(http, slug, read)));
    }

    private static Task AllAsync(HttpContext http, string name, FileReader read) => http.WriteJsonAsync(
        name, new { Forecasts = read.ForecastsAsync(), Arguments = read.ArgumentsAsync(), Signals = read.SignalsAsync(), History = read.HistoryAsync() });
}
