using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Arguments;

/// <summary>Some of what rebuts an argument, as one viewer may see it.</summary>
/// <param name="More">The last of those that answer it directly, where there are more after it; else null.</param>
public sealed record Rebuttals(IReadOnlyList<ArgumentView> All, long? More)
{
    /// <summary>How many direct answers are shown at once.</summary>
    public const int Most = 100;

    public static Rebuttals None { get; } = new([], null);

    /// <summary>Those that answer one of them, oldest first.</summary>
    public IEnumerable<ArgumentView> Of(long argument) => All.Where(a => a.AnswersId == argument);

    /// <summary>Reads the direct answers that come after one of them, by its id, or from the first on.</summary>
    /// <param name="deep">Whether with what rebuts those.</param>
    public static async Task<Rebuttals> ReadAsync(TextakDb db, long argument, long after, bool deep, Viewer viewer, CancellationToken stop)
    {
        var direct = await db.Arguments.Where(a => a.AnswersId == argument && a.Id > after).OrderBy(a => a.Id).Take(Most + 1).ViewsAsync(db, viewer, stop);
        long? more = null;
        if (direct.Count > Most)
        {
            direct.RemoveAt(Most);
            more = direct[^1].Id;
        }
        var ids = direct.ConvertAll(a => a.Id);
        var theirs = !deep || ids.Count == 0 ? [] : await db.Arguments.Where(a => a.AnswersId != null && ids.Contains(a.AnswersId.Value)).OrderBy(a => a.Id)
            .Take(Most * 5).ViewsAsync(db, viewer, stop);
        return new([.. direct, .. theirs], more);
    }

    /// <summary>The same for a viewer who is to see what they moved only after setting their own number.</summary>
    public Rebuttals HeldBack() => this with { All = [.. All.Select(a => a.HeldBack())] };
}
