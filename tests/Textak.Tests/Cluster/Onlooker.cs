using Textak.Tests.Live;
using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster;

/// <summary>
/// Somebody who looks at a board: a screen that goes on from frame to frame as board.js does it, and asks for what is
/// missing. How the frames come is for those who derive from this.
/// </summary>
internal abstract class Onlooker(string slug) : IAsyncDisposable
{
    private readonly CancellationTokenSource gone = new();
    private readonly List<string> wrong = [];
    private Task looking = Task.CompletedTask;
    private Frame? missed;
    private bool isCatching;

    public string Slug => slug;
    public Screen Screen { get; protected set; } = new(0);

    /// <summary>How often the page had to be loaded anew.</summary>
    public int Reloads { get; private set; }

    /// <summary>What went against the rule that each stream rises by exactly one.</summary>
    public IReadOnlyList<string> Wrong
    {
        get { lock (wrong) return [.. wrong]; }
    }

    /// <summary>Whether a gap is asked for. Who doesn't is wrong for ever after one frame was lost.</summary>
    public bool AsksForGaps { get; init; } = true;

    protected CancellationToken Gone => gone.Token;

    public void Look() => looking = LookAsync();

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        gone.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task LookAsync();

    /// <summary>Asks for what came after the screen's last event, without waiting for it.</summary>
    protected abstract void Ask(long afterSeq);

    /// <summary>Loads the page, and takes the screen from it.</summary>
    protected abstract Task<Screen> LoadAsync();

    protected void Complain(string what)
    {
        lock (wrong) if (wrong.Count < 5) wrong.Add(what);
    }

    /// <summary>Asks, and keeps what is pushed meanwhile.</summary>
    protected void CatchUp()
    {
        isCatching = true;
        Ask(Screen.Seq);
    }

    protected void Receive(Frame frame)
    {
        if (frame.Slug != slug || frame.To < Screen.Seq) return;
        if (isCatching) missed = frame;
        else if (!Screen.Apply(frame) && AsksForGaps) CatchUp();
    }

    protected async Task AnswerAsync(Frame answer)
    {
        if (answer.Reload)
        {
            Reloads++;
            Screen = await LoadAsync();
        }
        else if (answer.From == Screen.Seq)
        {
            Screen.Apply(answer);
        }
        isCatching = false;
        if (missed is not { } frame) return;
        missed = null;
        Receive(frame);
    }
}
