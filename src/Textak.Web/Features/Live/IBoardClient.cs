namespace Textak.Web.Features.Live;

/// <summary>What the server says to a watcher.</summary>
public interface IBoardClient
{
    Task Frame(Frame frame);

    /// <summary>This node is leaving: connect anew at a random moment within so many milliseconds.</summary>
    Task Move(int withinMilliseconds);
}
