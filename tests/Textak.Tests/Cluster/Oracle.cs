using System.Diagnostics;
using AngleSharp.Html.Dom;
using Textak.Tests.Live;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster;

/// <summary>Says whether what was promised was kept, from what people were told, what they see, and what the database holds.</summary>
/// <param name="read">Looks into the database.</param>
/// <param name="web">Loads pages.</param>
internal sealed class Oracle(Func<Func<TextakDb, Task<Ledger>>, Task<Ledger>> read, HttpClient web, IReadOnlyList<string> boards)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until everybody sees what the database holds, at the longest until the deadline.</summary>
    public async Task<Verdict> JudgeAsync(Deeds deeds, IReadOnlyList<Onlooker> onlookers, Stopwatch sinceMended, TimeSpan deadline)
    {
        var before = "";
        while (true)
        {
            var (ledgers, wrong) = (new List<Ledger>(), new List<string>());
            var diverged = 0;
            foreach (var board in boards)
            {
                var ledger = await read(db => Ledger.ReadAsync(db, board));
                ledgers.Add(ledger);
                var mine = onlookers.Where(onlooker => onlooker.Slug == board).ToList();
                var behind = mine.Where(onlooker => onlooker.Screen.Seq != ledger.Forecast.LastSeq).ToList();
                diverged += behind.Count;
                if (behind.Count > 0) wrong.Add($"{board}: {behind.Count} of {mine.Count} are not at {ledger.Forecast.LastSeq}, but at {string.Join(", ", behind.Take(5).Select(b => $"{b.Screen.Seq} ({b})"))}");
                else diverged += await CompareAsync(ledger, board, mine, wrong);
            }
            if (wrong.Count > 0 && sinceMended.Elapsed < deadline)
            {
                before = FormattableString.Invariant($"{sinceMended.Elapsed.TotalSeconds:0.0} s: {string.Join("; ", wrong)}");
                await Task.Delay(Between);
                continue;
            }
            var right = sinceMended.Elapsed;
            if (wrong.Count == 0 && right > deadline) wrong.Add(FormattableString.Invariant($"everybody was right only after {right.TotalSeconds:0.0} s; at {before}"));
            var lost = Check(deeds, ledgers, wrong);
            wrong.AddRange(onlookers.SelectMany(onlooker => onlooker.Wrong.Select(what => $"{onlooker} of {onlooker.Slug}: {what}")));
            return new(right, ledgers.Sum(ledger => ledger.Events.Count), lost, diverged, wrong);
        }
    }

    /// <returns>How many see something else than a stranger's page, which has to show what the database holds.</returns>
    private async Task<int> CompareAsync(Ledger ledger, string board, List<Onlooker> onlookers, List<string> wrong)
    {
        IHtmlDocument page;
        try
        {
            page = await Pages.ReadAsync(web, $"/f/{board}");
            ledger.ShouldStandOn(page);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ShouldAssertException)
        {
            wrong.Add($"{board}: the page: {Short(e)}");
            return 0;
        }
        var (right, diverged) = (new List<Screen>(), 0);
        foreach (var screen in onlookers.Select(onlooker => onlooker.Screen))
        {
            // Most of them are alike
            if (right.Exists(screen.LooksLike)) continue;
            try
            {
                screen.ShouldEqual(page);
                right.Add(screen);
            }
            catch (ShouldAssertException e)
            {
                if (diverged++ == 0) wrong.Add($"{board}: a screen: {Short(e)}");
            }
        }
        return diverged;
    }

    /// <returns>How many acknowledged commands are not in the log.</returns>
    private static int Check(Deeds deeds, List<Ledger> ledgers, List<string> wrong)
    {
        foreach (var ledger in ledgers)
        {
            try
            {
                ledger.ShouldAddUp();
            }
            catch (ShouldAssertException e)
            {
                wrong.Add($"{ledger.Forecast.Slug} doesn't add up: {Short(e)}");
            }
        }
        var stored = ledgers.SelectMany(ledger => ledger.Events).Where(e => e.Kind != EventKind.Opened).ToLookup(e => e.CommandId, e => e.Seq);
        wrong.AddRange(stored.Where(command => command.Count() > 1).Select(command => $"{command.Key} was carried out {command.Count()} times"));
        wrong.AddRange(stored.Where(command => !deeds.All.TryGetValue(command.Key, out var deed) || deed.Fate == Fate.Refused)
            .Select(command => $"{command.Key} was carried out, and its sender was told that it wasn't"));
        var acknowledged = deeds.All.Where(deed => deed.Value.Fate == Fate.Acknowledged).ToList();
        wrong.AddRange(acknowledged.Where(deed => stored.Contains(deed.Key) && !stored[deed.Key].Contains(deed.Value.Seq))
            .Select(deed => $"{deed.Key} is event {stored[deed.Key].First()}, and its sender was told {deed.Value.Seq}"));
        var lost = acknowledged.Where(deed => !stored.Contains(deed.Key)).ToList();
        wrong.AddRange(lost.Take(5).Select(deed => $"{deed.Key} was acknowledged as event {deed.Value.Seq}, and is lost"));
        wrong.AddRange(deeds.Odd.Distinct().Take(5).Select(odd => $"an odd answer: {odd}"));
        return lost.Count;
    }

    private static string Short(Exception e) => string.Join(' ', e.Message.Split(null as char[], StringSplitOptions.RemoveEmptyEntries)) is var words && words.Length > 400 ? words[..400] : words;
}

/// <param name="Right">How long after the last fault everybody saw what the database holds; the deadline where they didn't.</param>
/// <param name="Wrong">Every promise that was not kept.</param>
internal sealed record Verdict(TimeSpan Right, int Events, int Lost, int Diverged, IReadOnlyList<string> Wrong);
