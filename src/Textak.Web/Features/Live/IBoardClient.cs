namespace Textak.Web.Features.Live;

/// <summary>What the server says to a watcher.</summary>
public interface IBoardClient
{
    Task Frame(Frame frame);

    /// <summary>How many gatherings of notices the listener has that they haven't read.</summary>
    Task Notices(int count);

    /// <summary>This node is leaving: connect anew at a random moment within so many milliseconds.</summary>
    Task Move(int withinMilliseconds);
}
