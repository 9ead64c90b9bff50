using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// Who listens where on this node, and how a crowd is told: packed, and in portions, each behind all that waits by then. So what one portion was handed is sent, and its
/// buffers are free again, before many others have theirs; and whoever asks for a page meanwhile is answered between two of them. A message is serialised
/// once. Telling a group ends when all have been handed it: nobody waits for a socket, least of all for a stalled one.
/// </summary>
internal sealed class Portions(ILogger<Portions> logger) : DefaultHubLifetimeManager<BoardHub>(logger)
{
    /// <summary>So many are told in more portions than one.</summary>
    public const int Crowd = Size + 1;
    private const int Size = 256;

    private readonly ConcurrentDictionary<string, Member> members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConcurrentDictionary<Member, bool>> groups = new(StringComparer.Ordinal);
    private readonly Lock joining = new();

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        members[connection.ConnectionId] = new(connection, []);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        lock (joining)
            if (members.TryRemove(connection.ConnectionId, out var member))
                foreach (var group in member.Groups.ToList()) Leave(member, group);
        return base.OnDisconnectedAsync(connection);
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (joining)
        {
            // It may have gone meanwhile
            if (!members.TryGetValue(connectionId, out var member) || member.Groups.Contains(groupName)) return Task.CompletedTask;
            if (!groups.TryGetValue(groupName, out var group)) groups.Add(groupName, group = []);
            group[member] = true;
            member.Groups.Add(groupName);
        }
        return Task.CompletedTask;
    }

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (joining)
            if (members.TryGetValue(connectionId, out var member) && member.Groups.Contains(groupName)) Leave(member, groupName);
        return Task.CompletedTask;
    }

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        ConcurrentDictionary<Member, bool>? group;
        lock (joining) groups.TryGetValue(groupName, out group);
        return group is null ? Task.CompletedTask : HandAsync(group.Select(one => one.Key), methodName, args);
    }

    public override Task SendGroupsAsync(IReadOnlyList<string> groupNames, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Task.WhenAll(groupNames.Select(name => SendGroupAsync(name, methodName, args, cancellationToken)));

    public override Task SendConnectionsAsync(IReadOnlyList<string> connectionIds, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        HandAsync(connectionIds.Select(id => members.GetValueOrDefault(id)).OfType<Member>(), methodName, args);

    /// <summary>Isn't done: nobody is left out.</summary>
    public override Task SendGroupExceptAsync(string groupName, string methodName, object?[] args, IReadOnlyList<string> excludedConnectionIds, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    private void Leave(Member member, string groupName)
    {
        member.Groups.Remove(groupName);
        groups[groupName].TryRemove(member, out _);
        if (groups[groupName].IsEmpty) groups.Remove(groupName);
    }

    private static async Task HandAsync(IEnumerable<Member> to, string methodName, object?[] args)
    {
        var packed = args is [Frame frame] ? Parts.Pack(frame) : null;
        var message = new SerializedHubMessage(packed is null ? new InvocationMessage(methodName, args) : new InvocationMessage(nameof(IBoardClient.Packed), [packed]));
        var handed = 0;
        foreach (var member in to)
        {
            if (handed > 0 && handed % Size == 0) await Behind.All;
            handed++;
            // Not awaited: it ends once the socket has room. It never fails; a line that breaks is let go
            _ = member.Line.WriteAsync(message).AsTask();
        }
        // So that what it took can be measured
        if (handed >= Crowd) await Behind.All;
    }

    /// <summary>A line, and the groups that it is in: those are guarded by the lock.</summary>
    private sealed class Member(HubConnectionContext line, List<string> groups)
    {
        public HubConnectionContext Line => line;
        public List<string> Groups => groups;
    }
}
