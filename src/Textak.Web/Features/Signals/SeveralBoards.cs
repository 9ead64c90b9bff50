using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Signals;

/// <summary>One command that changes several boards, one after the other: the same sent again goes on where it stopped.</summary>
internal static class SeveralBoards
{
    /// <param name="commandId">The command as it was sent; on each board it has an id that is made of it.</param>
    /// <param name="rule">What it does on a board.</param>
    /// <returns>The answers of all boards, in their order; or why one refused, and on how many it was done before that.</returns>
    public static async Task<(IReadOnlyList<Answer> Answers, Refusal? Refusal)> AppendAsync(
        BoardLog log, Tailer tailer, IReadOnlyList<long> boards, long by, Guid commandId, Func<long, Func<Change, Task<Refusal?>>> rule)
    {
        var answers = new List<Answer>();
        foreach (var board in boards)
        {
            var outcome = await log.AppendAsync(new(board, by, Ids.Of(commandId, board)), rule(board));
            if (outcome.Refusal is { } refusal) return ([], answers.Count == 0 ? refusal : refusal with { Message = $"On {answers.Count} of {boards.Count} boards it stands; then: {refusal.Message}" });
            answers.Add(outcome.Answer!);
        }
        // The moderator is answered once the watchers here have it
        await tailer.ToldAsync(boards[^1], answers[^1].Seq);
        return (answers, null);
    }
}
