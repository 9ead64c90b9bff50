using System.Net.Http.Json;
using System.Text.Json;

namespace Textak.Bench.Crowds;

/// <summary>
/// One program of a crowd. It has a mind of its own on each board, which the board's number draws a little; it estimates often, argues
/// sometimes, and weighs what others said. All of it follows from the seed, as far as the site's answers do.
/// </summary>
internal sealed class Member(Wishes wishes, int number, string token)
{
    private const double Drawn = .3;
    private readonly Random random = new(HashCode.Combine(wishes.Seed, number));
    private readonly Dictionary<string, int> minds = [];
    private List<string> boards = [];

    public async Task WorkAsync(Tally tally, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new(wishes.Site, "/api/v1/"), Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        try
        {
            while (true)
            {
                // Not all at the same moment
                await Task.Delay(TimeSpan.FromMinutes(-Math.Log(1 - random.NextDouble()) / wishes.Pace), stop);
                if (boards.Count == 0) await FindAsync(http, tally, stop);
                else await ActAsync(http, boards[random.Next(boards.Count)], tally, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Enough
        }
    }

    private async Task FindAsync(HttpClient http, Tally tally, CancellationToken stop)
    {
        if (wishes.Board is { } only) boards = [only];
        else if (await tally.AskAsync(http, new(HttpMethod.Get, "forecasts?status=open&limit=200"), stop) is { } list)
            boards = [.. list.GetProperty("items").EnumerateArray().Select(f => f.GetProperty("slug").GetString()!)];
    }

    private Task ActAsync(HttpClient http, string slug, Tally tally, CancellationToken stop) => random.Next(10) switch
    {
        < 6 => EstimateAsync(http, slug, tally, stop),
        < 8 => ArgueAsync(http, slug, tally, stop),
        _ => WeighAsync(http, slug, tally, stop),
    };

    private async Task EstimateAsync(HttpClient http, string slug, Tally tally, CancellationToken stop)
    {
        if (await tally.AskAsync(http, new(HttpMethod.Get, $"forecasts/{slug}"), stop) is not { } board) return;
        var shown = board.GetProperty("forecast").GetProperty("numbers").GetProperty("percent");
        var mind = minds.TryGetValue(slug, out var known) ? known : minds[slug] = random.Next(10, 91);
        var drawn = shown.ValueKind == JsonValueKind.Number ? mind + Drawn * (shown.GetInt32() - mind) : mind;
        minds[slug] = Math.Clamp((int)Math.Round(drawn + random.Next(-6, 7)), 1, 99);
        await tally.AskAsync(http, Command(HttpMethod.Put, $"forecasts/{slug}/estimate", new { percent = minds[slug] }), stop);
    }

    private async Task ArgueAsync(HttpClient http, string slug, Tally tally, CancellationToken stop)
    {
        var side = minds.GetValueOrDefault(slug, 50) >= 50 ? "for" : "against";
        if (random.Next(3) > 0 || await FindArgumentAsync(http, slug, tally, stop) is not { } argument)
            await tally.AskAsync(http, Command(HttpMethod.Post, $"forecasts/{slug}/arguments", new { side, text = Sentences.Argument(random, side) }), stop);
        else await tally.AskAsync(http, Command(HttpMethod.Post, $"forecasts/{slug}/arguments/{argument}/rebuttals", new { text = Sentences.Rebuttal(random) }), stop);
    }

    private async Task WeighAsync(HttpClient http, string slug, Tally tally, CancellationToken stop)
    {
        if (await FindArgumentAsync(http, slug, tally, stop) is not { } argument) return;
        var path = $"forecasts/{slug}/arguments/{argument}/";
        await tally.AskAsync(http, random.Next(3) > 0 ? Command(HttpMethod.Put, path + "vote", new { stars = random.Next(6) }) : Command(HttpMethod.Put, path + "agreement", new { agrees = random.Next(4) > 0 }), stop);
    }

    private async Task<long?> FindArgumentAsync(HttpClient http, string slug, Tally tally, CancellationToken stop)
    {
        if (await tally.AskAsync(http, new(HttpMethod.Get, $"forecasts/{slug}/arguments?limit=50"), stop) is not { } list) return null;
        var shown = list.GetProperty("items").EnumerateArray().Where(a => a.GetProperty("text").ValueKind == JsonValueKind.String).Select(a => a.GetProperty("id").GetInt64()).ToList();
        return shown.Count == 0 ? null : shown[random.Next(shown.Count)];
    }

    private HttpRequestMessage Command(HttpMethod method, string path, object body)
    {
        var key = new byte[16];
        random.NextBytes(key);
        var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"{new Guid(key)}");
        return request;
    }
}
