using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>
/// 64 participants who send their next command when the last is answered, on one board and on 64, against a bare commit of
/// one row by the same library into the same file system, in turn.
/// </summary>
internal static class Committing
{
    public static async Task MeasureAsync(Run run)
    {
        // The server may use both cores; the load has one of them, and costs little
        await Cores.PinLoadAsync(true);
        var during = TimeSpan.FromSeconds(run.IsQuick ? 4 : 6);
        using var product = await Product.StartAsync(run.FreshTown(), core: null);
        using var lines = await LinesTo.OpenAsync(product.Port, Town.Size);
        // Until what is run often has been compiled for that, beside the commands and in several steps: a slow machine takes its time
        for (var (turn, since) = (0, Stopwatch.StartNew()); since.Elapsed.TotalSeconds < 60; turn++)
            await ClosedAsync(run, lines.All, i => run.Town.Boards[turn % 2 * i], TimeSpan.FromSeconds(2));

        List<double> bare = [], hot = [], many = [], cpu = [], load = [], hotTail = [], manyTail = [], alone = [];
        for (var repetition = 0; repetition < run.Repetitions; repetition++)
        {
            bare.Add(await BareAsync(run.Fresh(), during / 2));
            var (used, own) = (product.Child.CpuSeconds(), Environment.CpuUsage.TotalTime);
            await using (Profile.Of(product.Child, "Product-committing")) hot.Add((await ClosedAsync(run, lines.All, _ => run.Town.Boards[0], during)).PerSecond);
            cpu.Add((product.Child.CpuSeconds() - used) / during.TotalSeconds / hot[^1] * 1e6);
            load.Add((Environment.CpuUsage.TotalTime - own).TotalSeconds / during.TotalSeconds / hot[^1] * 1e6);
            await using (Profile.Of(product.Child, "Product-committing-64")) many.Add((await ClosedAsync(run, lines.All, i => run.Town.Boards[i], during)).PerSecond);
            hotTail.Add(await TailAsync(run, lines.All, _ => run.Town.Boards[0], hot[^1] / 2, during));
            manyTail.Add(await TailAsync(run, lines.All, i => run.Town.Boards[i % Town.Size], many[^1] / 2, during));
            alone.Add(await AloneAsync(run, lines.All[0]));
            Run.Say($"   bare {bare[^1]:0}/s, one board {hot[^1]:0}/s at {cpu[^1]:0} us and the load's {load[^1]:0} us, 64 boards {many[^1]:0}/s, p99 at half {hotTail[^1]:0} and {manyTail[^1]:0} ms, alone {alone[^1]:0.0} ms");
        }
        run.Table.Add(new("committing, one board: commands against bare commits", "/s", hot, Target.AtLeast(0.7)) { Reference = bare });
        run.Table.Add(new("committing, 64 boards: commands against bare commits", "/s", many, Target.AtLeast(0.7)) { Reference = bare });
        run.Table.Add(new("committing, one board: server CPU a command", "us", cpu, Target.None));
        run.Table.Add(new("committing, one board: the load's own CPU a command, on the same two cores", "us", load, Target.None));
        run.Table.Add(new("committing, one board: p99 at half of that load", "ms", hotTail, Target.AtMost(100)));
        run.Table.Add(new("committing, 64 boards: p99 at half of that load", "ms", manyTail, Target.AtMost(100)));
        run.Table.Add(new("committing: median of a lone command on a quiet board", "ms", alone, Target.AtMost(10)));
    }

    private static async Task<(double PerSecond, Latencies Latencies)> ClosedAsync(Run run, IReadOnlyList<Line> lines, Func<int, string> board, TimeSpan during)
    {
        var latencies = new Latencies();
        var since = Stopwatch.StartNew();
        await Task.WhenAll(lines.Select(async (line, i) =>
        {
            for (var n = i; since.Elapsed < during; n += 7)
            {
                var (person, start) = (run.Town.People[i], Stopwatch.GetTimestamp());
                ShouldBeTaken((await person.SendAsync(line, person.Command(board(i), n))).Status);
                lock (latencies) latencies.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }));
        return (latencies.Count / since.Elapsed.TotalSeconds, latencies);
    }

    private static async Task<double> TailAsync(Run run, IReadOnlyList<Line> lines, Func<int, string> board, double rate, TimeSpan during)
    {
        var latencies = new Latencies();
        foreach (var sent in await Pace.KeepAsync(lines, rate, during, (n, line) => run.Town.SendAsync(line, board(n), n)))
        {
            ShouldBeTaken(sent.Status);
            latencies.Add(sent.Seconds);
        }
        return latencies.Percentile(99);
    }

    private static async Task<double> AloneAsync(Run run, Line line)
    {
        var latencies = new Latencies();
        for (var n = 0; n < 20; n++)
        {
            await Task.Delay(100);
            var start = Stopwatch.GetTimestamp();
            ShouldBeTaken((await run.Town.SendAsync(line, run.Town.Boards[^1], n)).Status);
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return latencies.Percentile(50);
    }

    /// <summary>Commits of one row a second: WAL, synchronous FULL, one connection.</summary>
    private static async Task<double> BareAsync(string directory, TimeSpan during)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "bare.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE Rows (Id INTEGER PRIMARY KEY, Text TEXT)";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "INSERT INTO Rows (Text) VALUES ($text)";
        command.Parameters.AddWithValue("$text", new string('x', 100));
        await command.PrepareAsync();
        var (commits, since) = (0, Stopwatch.StartNew());
        for (; since.Elapsed < during; commits++) await command.ExecuteNonQueryAsync();
        return commits / since.Elapsed.TotalSeconds;
    }

    private static void ShouldBeTaken(int status)
    {
        if (status != 200) throw new InvalidOperationException($"A command was answered with {status}.");
    }
}
