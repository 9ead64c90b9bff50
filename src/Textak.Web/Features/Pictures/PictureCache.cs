using System.Globalization;
using Microsoft.Net.Http.Headers;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Pictures;

/// <summary>Forecasts as pictures, kept until their log goes on. One is drawn at a time, once for all who ask: they take no more than a core.</summary>
public sealed class PictureCache(FrameReader frames, Tailer tailer, Heads heads, Lettering letters, TimeProvider time) : IDisposable
{
    // Some fifty kilobytes each
    private readonly Kept<(long Forecast, bool HeldBack), byte[]> kept = new(most: 200, time);
    private readonly SemaphoreSlim drawing = new(1);

    /// <summary>A forecast's picture (PNG) as the viewer may see it, or null where there is none at the address.</summary>
    public async Task<byte[]?> OfAsync(string slug, Viewer viewer, CancellationToken stop)
    {
        if (await tailer.FindAsync(slug, stop) is not { } id) return null;
        var head = await heads.OfAsync(id).WaitAsync(stop);
        var picture = await ReadAsync(id, head, heldBack: false).WaitAsync(stop);
        // Asked after the reading, as always: see OthersNumbers
        return viewer is { OwnFirst: true, Id: { } me } && (await frames.SeenByAsync(id, [me], stop)).Count == 0 ? await ReadAsync(id, head, heldBack: true).WaitAsync(stop) : picture;
    }

    public void Dispose()
    {
        kept.Dispose();
        drawing.Dispose();
    }

    private Task<byte[]> ReadAsync(long id, long head, bool heldBack) => kept.GetAsync((id, heldBack), head, async () =>
    {
        var tile = await frames.TileAsync(id, CancellationToken.None);
        await drawing.WaitAsync();
        try
        {
            return Picture.Draw(heldBack ? tile.HeldBack() : tile, letters);
        }
        finally
        {
            drawing.Release();
        }
    });
}

public static class PictureEndpoints
{
    /// <summary>Where a forecast's picture is, as it stands.</summary>
    public static string Address(string slug) => $"/f/{slug}/picture.png";

    /// <summary>The same for whoever keeps pictures: the number makes it another once the log has gone on.</summary>
    public static string Address(string slug, long seq) => string.Create(CultureInfo.InvariantCulture, $"{Address(slug)}?seq={seq}");

    public static void AddPictures(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Lettering>();
        builder.Services.AddSingleton<PictureCache>();
    }

    public static void MapPictures(this WebApplication app) => app.MapGet("/f/{slug}/picture.png", async (HttpContext http, PictureCache pictures, string slug) =>
    {
        var viewer = Viewer.From(http.User);
        if (await pictures.OfAsync(slug, viewer, http.RequestAborted) is not { } png) return Results.NotFound();
        http.Response.Headers.Vary = HeaderNames.Cookie;
        http.Response.Headers.CacheControl = viewer.Id is null ? "public, max-age=300" : "private, no-cache";
        return Results.Bytes(png, "image/png");
    }).WithMetadata(new ShownElsewhereAttribute(), new MadeWhenAskedAttribute());
}
