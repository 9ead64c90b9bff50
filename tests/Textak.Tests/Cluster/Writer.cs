using Textak.Web.Platform;

namespace Textak.Tests.Cluster;

/// <summary>
/// Somebody who argues, estimates and rates, and hides if they may, on several boards. Where no answer comes they send the
/// same again, under the same id, or leave it.
/// </summary>
internal sealed class Writer(Participant person, bool moderates, IReadOnlyList<string> boards, Deeds deeds, Arguments arguments, Random random)
{
    private const int Tries = 20;

    /// <summary>Until told to stop; what was begun is brought to an end.</summary>
    public async Task ActAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await ActOnceAsync(stop);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300, 700)), CancellationToken.None);
        }
    }

    private async Task ActOnceAsync(CancellationToken stop)
    {
        var (id, board) = (Ids.New(), boards[random.Next(boards.Count)]);
        var send = Next(id, board);
        var insists = random.Next(2) == 0;
        for (var tries = 0; tries < Tries; tries++)
        {
            var (fate, answer) = await deeds.SendAsync(id, send);
            if (answer?.ArgumentId is { } argument) arguments.Add(board, argument);
            // Whoever got an answer may press the button once more, too
            var again = fate == Fate.Unknown ? insists && !stop.IsCancellationRequested : tries == 0 && random.Next(10) == 0;
            if (!again) return;
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 400)), CancellationToken.None);
        }
    }

    private Func<Task<Reply>> Next(Guid id, string board)
    {
        var kind = random.Next(moderates ? 12 : 8);
        var (percent, side, stars) = (random.Next(1, 100), random.Next(2) == 0 ? "for" : "against", FormattableString.Invariant($"{random.Next(6)}"));
        if (kind < 4 || arguments.Some(board, random) is not { } some) return () => person.ArgueAsync(board, side, $"An argument that is called {id}", id: id);
        return kind switch
        {
            < 7 => () => person.EstimateAsync(board, percent, id),
            < 8 => () => person.RateAsync(board, some, stars, id),
            < 10 => () => person.HideAsync(board, some, "Hidden while things break", id),
            _ => () => person.RestoreAsync(board, some, "Shown while things break", id),
        };
    }
}

/// <summary>The arguments that somebody was told of, to be rated and hidden by others.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, List<long>> all = [];

    public void Add(string board, long argument)
    {
        lock (all)
        {
            if (!all.TryGetValue(board, out var list)) all.Add(board, list = []);
            if (!list.Contains(argument)) list.Add(argument);
        }
    }

    /// <summary>One of the newest, or null.</summary>
    public long? Some(string board, Random random)
    {
        lock (all) return all.TryGetValue(board, out var list) ? list[random.Next(Math.Max(0, list.Count - 10), list.Count)] : null;
    }
}
