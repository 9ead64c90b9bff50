using System.Diagnostics;

namespace Textak.Bench.Crowds;

/// <summary>Programs that argue and estimate over the API on a site that runs already: to show it alive, and to load it.</summary>
internal static class Crowd
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        if (Wishes.Read(words) is not { } wishes)
        {
            await Console.Error.WriteLineAsync(Wishes.Usage);
            return 2;
        }
        using var leaving = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            leaving.Cancel();
        };
        var owners = new List<Owner>();
        try
        {
            var members = await GatherAsync(wishes, owners, leaving.Token);
            leaving.CancelAfter(wishes.Time);
            var (tally, since) = (new Tally(), Stopwatch.StartNew());
            var work = Task.WhenAll(members.Select(member => member.WorkAsync(tally, leaving.Token)));
            while (await Task.WhenAny(work, Task.Delay(Between)) != work) Run.Say(tally.Line(since.Elapsed));
            await work;
            Console.WriteLine(tally.Line(since.Elapsed));
            return tally.Broken == 0 ? 0 : 1;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return 130;
        }
        finally
        {
            foreach (var owner in owners) await owner.LeaveAsync();
        }
    }

    /// <summary>Makes the accounts, or finds those of the same seed, and gives each program a token for as long as this runs.</summary>
    private static async Task<List<Member>> GatherAsync(Wishes wishes, List<Owner> owners, CancellationToken stop)
    {
        var members = new List<Member>();
        while (members.Count < wishes.Programs)
        {
            var owner = await Owner.ComeAsync(wishes, owners.Count, stop);
            owners.Add(owner);
            for (var i = 0; i < Owner.MostPrograms && members.Count < wishes.Programs; i++) members.Add(new(wishes, members.Count, await owner.TokenAsync(i, stop)));
            Run.Say($"{members.Count} of {wishes.Programs} programs");
        }
        return members;
    }
}
