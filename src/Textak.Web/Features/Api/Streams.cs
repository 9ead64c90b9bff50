using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Textak.Web.Features.Api;

/// <summary>What streams tell, read once for all that have the same, and kept until the log goes on.</summary>
public sealed class Streams(FrameReader frames, Heads heads, Tailer tailer, Boards boards, IServiceScopeFactory scopes, TimeProvider time, IOptions<JsonOptions> json) : IDisposable
{
    /// <summary>Who has missed more events than that is given the board anew.</summary>
    public const int MostMissed = 1000;

    private readonly Kept<(long Forecast, long After, bool HeldBack), Told> kept = new(most: 200, time);

    /// <summary>What came after a number, as far as one piece holds it.</summary>
    public async Task<Told> SinceAsync(long forecast, long after, Viewer viewer, CancellationToken stop)
    {
        var head = await heads.OfAsync(forecast).WaitAsync(stop);
        var told = await ReadAsync(forecast, after, head, heldBack: false).WaitAsync(stop);
        // Asked after the reading, as always: see OthersNumbers
        if (viewer is { OwnFirst: true, Id: { } me } && (await frames.SeenByAsync(forecast, [me], stop)).Count == 0) told = await ReadAsync(forecast, after, head, heldBack: true).WaitAsync(stop);
        return told;
    }

    /// <summary>Whether what came after a number can't be told piece by piece.</summary>
    public async Task<bool> IsLostAsync(long forecast, long? after, CancellationToken stop)
    {
        var head = await heads.OfAsync(forecast).WaitAsync(stop);
        return !(after >= 0 && after <= head && head - after <= MostMissed);
    }

    /// <summary>The whole board, as the event reset.</summary>
    public async Task<(long Seq, byte[] Text)> SnapshotAsync(string slug, Viewer viewer, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var board = (await boards.ReadAsync(db, slug, Portion.Of(Order.Newest, 0), viewer, stop))!;
        var snapshot = new ApiSnapshot { Board = ApiBoard.Of(board, tailer.Watchers(board.Forecast.Id).Count, own: null), Arguments = [.. board.Arguments.Select(ApiArgument.Of)], More = board.More };
        return (board.Forecast.LastSeq, Event("reset", board.Forecast.LastSeq, snapshot));
    }

    public void Dispose() => kept.Dispose();

    private Task<Told> ReadAsync(long forecast, long after, long head, bool heldBack) => kept.GetAsync((forecast, after, heldBack), head, async () =>
    {
        var news = await frames.SinceAsync(forecast, after, tailer.Watchers(forecast), CancellationToken.None);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var to = news.Frame.To;
        var events = news.Frame.Reload ? [] : await db.Events.Told().Where(e => e.ForecastId == forecast && e.Seq > after && e.Seq <= to).OrderBy(e => e.Seq)
            .Select(e => new ApiEvent { Seq = e.Seq, Kind = e.Kind, At = e.At, By = e.By!.UserName!, ArgumentId = e.ArgumentId, SignalId = e.SignalId }).ToListAsync();
        var frame = ApiFrame.Of(news, events, heldBack);
        return new Told(frame, Event("frame", frame.To, frame));
    });

    private byte[] Event<T>(string name, long id, T data) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"event: {name}\nid: {id}\ndata: {JsonSerializer.Serialize(data, json.Value.SerializerOptions)}\n\n"));
}

/// <summary>A frame, and the same as the text of a stream.</summary>
public sealed record Told(ApiFrame Frame, byte[] Text);
