using System.Collections.Concurrent;

namespace Textak.Web.Features.Live;

/// <summary>
/// The sockets of those who want to set their own number first. They are in no group: for each frame it is asked anew who of
/// them may see numbers, so that setting and withdrawing an estimate changes what all of their sockets get, on every node.
/// </summary>
internal sealed class OwnFirstListeners
{
    private readonly ConcurrentDictionary<string, long> accounts = new(StringComparer.Ordinal);

    public bool Any => !accounts.IsEmpty;

    public void Join(string connection, long account) => accounts[connection] = account;

    public void Leave(string connection) => accounts.TryRemove(connection, out _);

    /// <summary>To whom the numbers of a board go, and to whom what is left without them. To be asked after they were read.</summary>
    public async Task<(IReadOnlyList<string> Open, IReadOnlyList<string> HeldBack)> PartAsync(FrameReader frames, long forecastId, CancellationToken stop)
    {
        var here = accounts.ToArray();
        var seen = await frames.SeenByAsync(forecastId, [.. here.Select(one => one.Value).Distinct()], stop);
        var parted = here.ToLookup(one => seen.Contains(one.Value), one => one.Key);
        return ([.. parted[true]], [.. parted[false]]);
    }
}
