using Textak.Tests.Live;

namespace Textak.Tests.Cluster;

/// <summary>One whose network lets no socket through: asks over plain HTTP, again and again.</summary>
internal sealed class PollingOnlooker(HttpClient web, string slug, TimeSpan every) : Onlooker(slug)
{
    public override string ToString() => "a watcher over HTTP";

    protected override async Task LookAsync()
    {
        while (!Gone.IsCancellationRequested)
        {
            if (await Pages.AskAsync(web, Slug, Screen.Seq, Gone) is { } answer)
            {
                if (!answer.Reload && answer.From != Screen.Seq) Complain($"asked for what came after {Screen.Seq}, and got {answer.From} to {answer.To}");
                await AnswerAsync(answer);
            }
            await Task.Delay(every, Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override void Ask(long afterSeq) { }

    protected override Task<Screen> LoadAsync() => Pages.LoadAsync(web, Slug, Gone);
}
