using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>What came after a sequence number, for one who joined or asks, kept until the log goes on.</summary>
internal sealed class CatchUps(FrameReader frames, Heads heads, Func<long, Watchers> count, TimeProvider time) : IDisposable
{
    private readonly Kept<(long Forecast, long After, bool HeldBack), Frame> kept = new(most: 500, time);

    /// <returns>All of it, or a frame that says reload; without numbers where they are held back from the viewer.</returns>
    public async Task<Frame> ReadAsync(long forecastId, long afterSeq, Viewer viewer, CancellationToken stop)
    {
        Telemetry.CatchUps.Add(1);
        // When a node dies, all of its watchers come at once, and most of them had the same
        var head = await heads.OfAsync(forecastId).WaitAsync(stop);
        var frame = await ReadAsync(forecastId, afterSeq, head, heldBack: false).WaitAsync(stop);
        // Asked after the reading, as always: see OthersNumbers
        if (viewer is { OwnFirst: true, Id: { } me } && (await frames.SeenByAsync(forecastId, [me], stop)).Count == 0)
            frame = await ReadAsync(forecastId, afterSeq, head, heldBack: true).WaitAsync(stop);
        var (watchers, atLeast) = count(forecastId);
        return frame with { Watchers = watchers, AtLeast = atLeast, Reload = frame.Reload || frame.To < frame.Head };
    }

    public void Dispose() => kept.Dispose();

    private Task<Frame> ReadAsync(long forecastId, long afterSeq, long head, bool heldBack) => kept.GetAsync((forecastId, afterSeq, heldBack), head, async () =>
    {
        Telemetry.CatchUpReads.Add(1);
        return await frames.DrawAsync(await frames.SinceAsync(forecastId, afterSeq, count(forecastId), CancellationToken.None), heldBack);
    });
}
