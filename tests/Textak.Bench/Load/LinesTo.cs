namespace Textak.Bench.Load;

/// <summary>Some connections to a server.</summary>
internal sealed class LinesTo : IDisposable
{
    private LinesTo(IReadOnlyList<Line> all) => All = all;

    public IReadOnlyList<Line> All { get; }

    public static async Task<LinesTo> OpenAsync(int port, int count) => new(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Line.OpenAsync(port))));

    public void Dispose()
    {
        foreach (var line in All) line.Dispose();
    }
}
