namespace Textak.Web.Features.Forecasts.Import;

/// <summary>
/// Collects what is wrong with one file. A reader notes a problem and reads on with a stand-in, so that a
/// person sees everything that needs mending at once; the stand-ins go nowhere, for one problem refuses the file.
/// </summary>
internal sealed class Problems(string file)
{
    private const int Most = 100;
    private const int Kept = 10_000;
    private readonly List<ReadError> errors = [];
    private int count;

    public bool Any => count > 0;

    public void Add(int line, string reason)
    {
        if (count++ < Kept) errors.Add(new ReadError(file, line, reason));
    }

    public IReadOnlyList<ReadError> ByLine()
    {
        var sorted = errors.OrderBy(error => error.Line).ToList();
        if (count <= Most) return sorted;

        var next = sorted[Most];
        return [.. sorted.Take(Most), next with { Reason = $"{count - Most} more errors begin here. Mend the ones above first." }];
    }
}
