namespace Textak.Web.Features.Live;

/// <summary>Tells that a board has a new head. Nobody who rings it waits; what it says may be lost, the log is the truth.</summary>
public sealed class Doorbell
{
    public Doorbell(IConfiguration settings, ILogger<Doorbell> logger)
    {
        if (settings.GetConnectionString("Redis") is { Length: > 0 })
            logger.LogWarning("ConnectionStrings:Redis is set, and not used yet: each node looks at the log by itself, every second");
    }

    /// <summary>Called with the forecast and its newest sequence number; handlers must return at once.</summary>
    public event Action<long, long>? Rang;

    public void Ring(long forecastId, long seq) => Rang?.Invoke(forecastId, seq);
}
