using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;

namespace Textak.Web.Features.Audit;

/// <summary>Whether the chain of acts is as it was written.</summary>
public static class AuditChain
{
    /// <summary>Reads all of it, from the first act to the head.</summary>
    /// <param name="noted">Heads that somebody wrote down earlier, as <see cref="AuditHead.Note"/> has them: number, then hash.</param>
    /// <returns>The number of the first act that isn't what was written there, and what is wrong with it; null where all is well.</returns>
    public static async Task<(long Number, string Problem)?> FindFaultAsync(TextakDb db, IReadOnlyDictionary<long, string> noted, CancellationToken stop = default)
    {
        var (number, before, again) = (0L, "", false);
        do
        {
            // What was committed since the last look is there with a head that reaches it
            var (from, head) = (number, await AuditHead.ReadAsync(db, stop));
            if (again && head.Count <= from) return (from + 1, "was added, or the head that counts the acts was put back");
            await foreach (var act in db.AuditEntries.AsNoTracking().Where(e => e.Number <= head.Count && (!again || e.Number > from)).OrderBy(e => e.Number).AsAsyncEnumerable().WithCancellation(stop))
            {
                number++;
                if (act.Number < number) return (act.Number, "was added: the acts are counted from 1");
                if (act.Number > number) return (number, "was removed");
                if (!act.Continues(before)) return (number, "is not what was written there: it was changed, added, or moved there");
                if (noted.TryGetValue(number, out var hash) && hash != act.Hash) return (number, "is not the one that was noted, nor is what comes before it: all of it was written anew");
                before = act.Hash;
            }
            if (number < head.Count) return (number + 1, "was removed");
            if (before != head.Hash) return (number, "is not the act that the head names: one of the two was changed");
            again = true;
        }
        while (await db.AuditEntries.AnyAsync(e => e.Number > number, stop));
        foreach (var missing in noted.Keys.Order())
            if (missing > number) return (missing, "was noted once, and is not there");
        return null;
    }

    /// <summary>Reads a head as it was noted; null where it is none.</summary>
    public static (long Number, string Hash)? ReadNote(string note) =>
        note.Split(':') is [var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0
            ? (n, hash.ToLowerInvariant()) : null;
}
