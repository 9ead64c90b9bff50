using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Estimates;

/// <summary>The arguments and signals of a board that somebody says moved them.</summary>
public sealed record Reasons(IReadOnlyList<Argument> Arguments, IReadOnlyList<long> Signals)
{
    /// <summary>The most that one estimate may name.</summary>
    public const int Most = 12;

    public static readonly Reasons None = new([], []);

    /// <summary>How the forms name an argument and a signal: "a12", "s7".</summary>
    public static string ArgumentKey(long id) => string.Create(CultureInfo.InvariantCulture, $"a{id}");

    /// <inheritdoc cref="ArgumentKey"/>
    public static string SignalKey(long id) => string.Create(CultureInfo.InvariantCulture, $"s{id}");

    /// <summary>Finds what was ticked on the change's own board, as everybody may see it; null where one of them isn't there.</summary>
    internal static async Task<Reasons?> FindAsync(Change change, IReadOnlyCollection<string> ticked)
    {
        if (ticked.Count == 0) return None;
        var (arguments, signals) = (Ids(ticked, 'a'), Ids(ticked, 's'));
        var found = new Reasons(
            arguments.Count == 0 ? [] : await change.Db.Arguments.Where(a => a.ForecastId == change.Forecast.Id && a.HiddenAt == null && arguments.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(),
            signals.Count == 0 ? [] : await change.Db.Signals.Standing().Where(s => s.ForecastId == change.Forecast.Id && signals.Contains(s.Id)).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync());
        return found.Arguments.Count + found.Signals.Count == ticked.Count ? found : null;
    }

    /// <summary>What an estimate names and everybody may still see.</summary>
    internal static async Task<Reasons> OfAsync(Change change, long seq)
    {
        var named = change.Db.Receipts.Where(r => r.ForecastId == change.Forecast.Id && r.Seq == seq);
        return new(
            await change.Db.Arguments.Where(a => a.HiddenAt == null && named.Any(r => r.ArgumentId == a.Id)).OrderBy(a => a.Id).ToListAsync(),
            await change.Db.Signals.Standing().Where(s => named.Any(r => r.SignalId == s.Id)).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync());
    }

    /// <summary>Writes them beside an estimate that the change makes, and adds them up at the arguments.</summary>
    internal async Task KeepAsync(Change change, Step? step)
    {
        var count = Arguments.Count + Signals.Count;
        if (count == 0) return;
        var there = Arguments.Select(a => a.Id).Where(id => id != 0).ToList();
        var before = there.Count == 0 ? [] : await change.Db.Receipts
            .Where(r => r.AccountId == change.AccountId && r.ArgumentId != null && there.Contains(r.ArgumentId.Value))
            .Join(change.Db.Estimates, r => new { r.ForecastId, r.Seq }, e => new { e.ForecastId, e.Seq }, (r, e) => new { r.ArgumentId, Stepped = e.Before != null })
            .ToListAsync();
        foreach (var argument in Arguments)
        {
            var earlier = before.Where(b => b.ArgumentId == argument.Id).ToList();
            argument.Name(isNew: earlier.Count == 0, hasMoved: earlier.Exists(e => e.Stepped), step, count);
        }
        change.Db.Receipts.AddRange(Arguments.Select((argument, i) => Receipt(i + 1, argument, null)));
        change.Db.Receipts.AddRange(Signals.Select((signal, i) => Receipt(Arguments.Count + i + 1, null, signal)));

        ShiftReceipt Receipt(int place, Argument? argument, long? signal) => new()
        {
            ForecastId = change.Forecast.Id, Seq = change.Seq, Place = place, AccountId = change.AccountId, Argument = argument, SignalId = signal,
        };
    }

    private static List<long> Ids(IEnumerable<string> ticked, char kind) => [.. ticked.Where(t => t.StartsWith(kind))
        .Select(t => long.TryParse(t.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)];
}
