using System.Globalization;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>Tells every node that a board has a new head. Nobody who rings it waits; a ring may be lost, the log is the truth.</summary>
public sealed class Doorbell
{
    private readonly Bus bus;

    public Doorbell(Bus bus)
    {
        this.bus = bus;
        bus.Heard += Hear;
    }

    /// <summary>Called with the forecast and its newest sequence number, here or on another node; handlers must return at once.</summary>
    public event Action<long, long>? Rang;

    public void Ring(long forecastId, long seq)
    {
        Rang?.Invoke(forecastId, seq);
        bus.Say(string.Create(CultureInfo.InvariantCulture, $"b {forecastId} {seq}"));
    }

    private void Hear(string message)
    {
        if (message.Split(' ') is ["b", var forecast, var number]
            && long.TryParse(forecast, NumberStyles.None, CultureInfo.InvariantCulture, out var forecastId)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            Rang?.Invoke(forecastId, seq);
    }
}
