namespace Textak.Web.Features.Live;

/// <summary>What the server says to a watcher.</summary>
public interface IBoardClient
{
    Task Frame(Frame frame);
}
