namespace Textak.Web.Features.Live;

/// <summary>What the server says to a watcher.</summary>
public interface IBoardClient
{
    Task Frame(Frame frame);

    /// <summary>A frame whose bulk is packed: see <see cref="Live.Frame.Packed"/>. A page that doesn't know of it asks for what it misses.</summary>
    Task Packed(Frame frame);

    /// <summary>How many gatherings of notices the listener has that they haven't read.</summary>
    Task Notices(int count);

    /// <summary>This node is leaving: connect anew at a random moment within so many milliseconds.</summary>
    Task Move(int withinMilliseconds);
}
