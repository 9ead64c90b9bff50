using Microsoft.AspNetCore.SignalR;
using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster.Plants;

/// <summary>Stands between the tailer and the sockets, and changes, repeats or swallows what is pushed.</summary>
internal sealed class Interference(IHubContext<BoardHub> hub, Func<Frame, Frame?> change, int times) : IHubContext<BoardHub, IBoardClient>, IHubClients<IBoardClient>
{
    public IHubClients<IBoardClient> Clients => this;
    public IGroupManager Groups => hub.Groups;
    public IBoardClient All => To(hub.Clients.All);

    public IBoardClient Group(string groupName) => To(hub.Clients.Group(groupName));

    public IBoardClient AllExcept(IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();
    public IBoardClient Client(string connectionId) => throw new NotSupportedException();
    IBoardClient IHubClients<IBoardClient>.Clients(IReadOnlyList<string> connectionIds) => throw new NotSupportedException();
    public IBoardClient GroupExcept(string groupName, IReadOnlyList<string> excludedConnectionIds) => throw new NotSupportedException();
    IBoardClient IHubClients<IBoardClient>.Groups(IReadOnlyList<string> groupNames) => throw new NotSupportedException();
    public IBoardClient User(string userId) => To(hub.Clients.User(userId));
    public IBoardClient Users(IReadOnlyList<string> userIds) => throw new NotSupportedException();

    private Someone To(IClientProxy proxy) => new(proxy, change, times);

    private sealed class Someone(IClientProxy proxy, Func<Frame, Frame?> change, int times) : IBoardClient
    {
        public async Task Frame(Frame frame)
        {
            if (change(frame) is not { } changed) return;
            for (var i = 0; i < times; i++) await proxy.SendAsync(nameof(Frame), changed);
        }

        // Packing comes behind this
        public Task Packed(Frame frame) => throw new NotSupportedException();

        public Task Notices(int count) => proxy.SendAsync(nameof(Notices), count);

        public Task Move(int withinMilliseconds) => proxy.SendAsync(nameof(Move), withinMilliseconds);
    }
}
