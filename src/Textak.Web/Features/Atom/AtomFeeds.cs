using System.Globalization;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Atom;

/// <summary>The feeds as they were written last, kept until the log goes on.</summary>
public sealed class AtomFeeds(IServiceScopeFactory scopes, Tailer tailer, Heads heads, TimeProvider time) : IDisposable
{
    private readonly Kept<(string Home, long? Forecast, Category? Category), byte[]> kept = new(most: 200, time);

    /// <summary>What was asked and what was answered on the whole site, or in one category.</summary>
    /// <param name="home">The site's address, as the reader knows it.</param>
    public async Task<byte[]> OfSiteAsync(string home, Category? category, CancellationToken stop) =>
        await kept.GetAsync((home, null, category), await heads.OfAllAsync().WaitAsync(stop), () => ReadAsync(home, reader => reader.OfSiteAsync(category))).WaitAsync(stop);

    /// <summary>What was said on a board; null where there is none at the address.</summary>
    public async Task<byte[]?> OfBoardAsync(string home, string slug, CancellationToken stop) => await tailer.FindAsync(slug, stop) is not { } id ? null
        : await kept.GetAsync((home, id, null), await heads.OfAsync(id).WaitAsync(stop), () => ReadAsync(home, reader => reader.OfBoardAsync(id))).WaitAsync(stop);

    public void Dispose() => kept.Dispose();

    private async Task<byte[]> ReadAsync(string home, Func<AtomReader, Task<AtomFeed>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await read(new(scope.ServiceProvider.GetRequiredService<TextakDb>(), home))).ToXml();
    }
}

public static class AtomEndpoints
{
    public static void AddAtom(this WebApplicationBuilder builder) => builder.Services.AddSingleton<AtomFeeds>();

    public static void MapAtom(this WebApplication app)
    {
        app.MapGet("/atom/{category?}", async (HttpContext http, AtomFeeds feeds, string? category) =>
            Read(category) is (true, var only) ? Answer(await feeds.OfSiteAsync(http.BaseAddress(), only, http.RequestAborted)) : Results.NotFound());
        app.MapGet("/f/{slug}/atom", async (HttpContext http, AtomFeeds feeds, string slug) =>
            await feeds.OfBoardAsync(http.BaseAddress(), slug, http.RequestAborted) is { } feed ? Answer(feed) : Results.NotFound());
    }

    private static (bool IsKnown, Category? Category) Read(string? word)
    {
        foreach (var category in Enum.GetValues<Category>())
            if (string.Equals(category.ToString(), word, StringComparison.OrdinalIgnoreCase)) return (true, category);
        return (word is null, null);
    }

    // By what it says, so that a feed that says the same is the same, on every node and after a restart
    private static IResult Answer(byte[] feed) => Results.Bytes(feed, "application/atom+xml; charset=utf-8",
        entityTag: new(string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(feed).AsSpan(0, 16))}\"")));
}
