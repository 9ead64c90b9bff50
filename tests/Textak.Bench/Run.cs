using Textak.Bench.World;

namespace Textak.Bench;

/// <summary>One run of the bench: how thorough it is, the boards and people that all benches start with, and the table.</summary>
internal sealed class Run : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("textak-bench-");
    private int copies;

    private Run(bool quick) => IsQuick = quick;

    /// <summary>Fewer repetitions and shorter windows: to see whether something got better, not by how much.</summary>
    public bool IsQuick { get; }
    public Table Table { get; } = new();
    public Town Town { get; private set; } = null!;

    public int Repetitions => IsQuick ? 1 : 5;

    public static async Task<Run> PrepareAsync(bool quick)
    {
        var run = new Run(quick);
        Say("preparing boards and people");
        run.Town = await Town.BuildAsync(run.Fresh());
        return run;
    }

    /// <summary>An empty folder for one bench.</summary>
    public string Fresh() => directory.CreateSubdirectory($"{++copies}").FullName;

    /// <summary>A copy of the database with all boards and people, in a folder of its own.</summary>
    public string FreshTown()
    {
        var copy = Fresh();
        foreach (var file in Directory.EnumerateFiles(Town.DataDirectory)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    /// <summary>Says what goes on, apart from the table.</summary>
    public static void Say(string line) => Console.Error.WriteLine($"{TimeSpan.FromMilliseconds(Environment.TickCount64 - Begun):mm\\:ss} {line}");

    private static long Begun { get; } = Environment.TickCount64;

    public void Dispose()
    {
        Child.EndAll();
        directory.Delete(recursive: true);
    }
}
