using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Signals;

/// <summary>A piece of news has grown so old that it counts as a source no longer. It stays on the board.</summary>
public sealed record FadeSignal(long SignalId)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (!change.Forecast.IsOpen) return new("", "While a forecast is closed nothing ages.");
        var signal = await change.Db.Signals.SingleOrDefaultAsync(s => s.Id == SignalId && s.ForecastId == change.Forecast.Id);
        if (signal is null || !signal.Counts || !(signal.CountsUntil <= change.Now)) return new("", "It is not due.");
        await Source.CountAsync(change, signal, -1);
        signal.Fade(change.Seq);
        change.Record(EventKind.SignalFaded, signal: signal);
        return null;
    }
}
