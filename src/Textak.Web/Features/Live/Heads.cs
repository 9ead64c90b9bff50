using System.Collections.Concurrent;

namespace Textak.Web.Features.Live;

/// <summary>How far the log has come, read from the database for all who ask at the same moment: never older than the question.</summary>
public sealed class Heads(FrameReader frames)
{
    private readonly ConcurrentDictionary<long, SharedReading<long>> boards = [];
    private readonly SharedReading<List<Head>> each = new(() => frames.HeadsAsync(only: null, CancellationToken.None));
    private readonly SharedReading<long> all = new(() => frames.SumAsync(CancellationToken.None));

    /// <summary>Newest sequence number of a forecast.</summary>
    public Task<long> OfAsync(long forecastId) =>
        boards.GetOrAdd(forecastId, id => new(() => frames.HeadAsync(id, CancellationToken.None))).NextAsync();

    /// <summary>A number that rises with every event of any forecast, and with every new forecast.</summary>
    public Task<long> OfAllAsync() => all.NextAsync();

    /// <summary>Newest sequence number of each forecast.</summary>
    public Task<List<Head>> OfEachAsync() => each.NextAsync();
}
