using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Signals;

/// <summary>One command that changes several boards, one after the other: the same sent again goes on where it stopped.</summary>
internal static class SeveralBoards
{
    /// <param name="commandId">The command as it was sent; on each board it has an id that is made of it.</param>
    /// <param name="rule">What it does on a board.</param>
    /// <returns>The answer of the last board; or why one refused, and on how many it was done before that.</returns>
    public static async Task<(Answer? Answer, Refusal? Refusal)> AppendAsync(
        BoardLog log, IReadOnlyList<long> boards, long by, Guid commandId, Func<long, Func<Change, Task<Refusal?>>> rule)
    {
        Answer? last = null;
        foreach (var (done, board) in boards.Index())
        {
            var outcome = await log.AppendAsync(new(board, by, Ids.Of(commandId, board)), rule(board));
            if (outcome.Refusal is { } refusal) return (null, done == 0 ? refusal : refusal with { Message = $"On {done} of {boards.Count} boards it stands; then: {refusal.Message}" });
            last = outcome.Answer;
        }
        return (last, null);
    }
}
