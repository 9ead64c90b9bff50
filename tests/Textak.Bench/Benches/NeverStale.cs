using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>
/// 50 arguments and hides a second, each argument with a marker of its own, while 64 readers read feed and boards, half of
/// the time asking if what they have is still so. What was answered before a read began is what it is held against.
/// </summary>
internal static class NeverStale
{
    private const int Readers = 64, Boards = 8, PerSecond = 50;

    public static async Task MeasureAsync(Run run)
    {
        using var product = await Product.StartAsync(run.FreshTown(), Cores.Server);
        using var writing = await LinesTo.OpenAsync(product.Port, 32);
        using var reading = await LinesTo.OpenAsync(product.Port, Readers);
        var writers = new Writers(run);
        using var done = new CancellationTokenSource();
        var reads = reading.All.Select((line, i) => ReadAsync(line, i, writers, done.Token)).ToList();
        var sent = await Pace.KeepAsync(writing.All, PerSecond, TimeSpan.FromSeconds(run.IsQuick ? 8 : 20), writers.SendAsync);
        await done.CancelAsync();
        var seen = await Task.WhenAll(reads);

        var (all, kept, markers) = (seen.Sum(s => s.Reads), seen.Sum(s => s.Kept), seen.Sum(s => s.Markers));
        Run.Say($"   {sent.Count} commands, {writers.Hidden} of them hides; {all} reads, {kept} of them 304, {markers} markers seen");
        if (writers.Hidden == 0 || all < sent.Count || kept == 0 || markers == 0) throw new InvalidOperationException("Too little happened for this to say anything.");
        run.Table.Add(new($"serving: hidden texts in {all} reads during {writers.Hidden} hides", "", [seen.Sum(s => s.HiddenTexts)], Target.AtMost(0)));
        run.Table.Add(new($"serving: stale pages in {all} reads during {sent.Count} commands", "", [seen.Sum(s => s.Stale)], Target.AtMost(0)));
    }

    private static async Task<Seen> ReadAsync(Line line, int number, Writers writers, CancellationToken done)
    {
        var (seen, random, had) = (new Seen(), new Random(number), new Dictionary<string, (string Tag, Page Page)>(StringComparer.Ordinal));
        while (!done.IsCancellationRequested)
        {
            var path = random.Next(4) == 0 ? "/" : $"/f/{writers.Slug(random.Next(Boards))}";
            var tag = random.Next(2) == 0 && had.TryGetValue(path, out var before) ? $"If-None-Match: {before.Tag}\r\n" : "";
            var (heads, began) = (writers.Heads, Stopwatch.GetTimestamp());
            var answer = await line.AskAsync(Line.Get(path, Page.Accepts + tag));
            if (answer.Status == 200) had[path] = (Line.Header(answer.Head.Span, "\r\nETag: "u8)!, Page.Of(answer));
            else if (answer.Status != 304) throw new InvalidDataException($"{path} was answered with {answer.Status}.");

            var page = had[path].Page;
            seen.Reads++;
            if (answer.Status == 304) seen.Kept++;
            seen.Markers += page.Markers.Count;
            seen.HiddenTexts += page.Markers.Count(marker => writers.WasHiddenBefore(marker, began));
            if (heads.Any(head => page.Heads.TryGetValue(head.Key, out var shown) && shown < head.Value)) seen.Stale++;
        }
        return seen;
    }

    private sealed class Seen
    {
        public int Reads, Kept, Markers, HiddenTexts, Stale;
    }

    private sealed class Writers(Run run)
    {
        private readonly ConcurrentDictionary<string, long> heads = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<int, long> hidden = [];
        private readonly ConcurrentQueue<(int Marker, string Slug, long Id)> posted = [];

        /// <summary>The newest event of each board that was answered for.</summary>
        public IReadOnlyDictionary<string, long> Heads => heads.ToDictionary();
        public int Hidden => hidden.Count;

        public string Slug(int board) => run.Town.Boards[board];

        public bool WasHiddenBefore(int marker, long began) => hidden.TryGetValue(marker, out var at) && at < began;

        /// <summary>Posts and hides in turn: the oldest goes, so that a few are always there to be seen.</summary>
        public async ValueTask<Answered> SendAsync(int number, Line line)
        {
            if (number % 2 == 1 && posted.Count > Boards && posted.TryDequeue(out var oldest))
            {
                var answer = await HearAsync(run.Town.Moderator, line, oldest.Slug, run.Town.Moderator.Hide(oldest.Slug, oldest.Id, "It says what another has said before."));
                hidden[oldest.Marker] = Stopwatch.GetTimestamp();
                return answer.Answer;
            }
            var (person, slug) = (run.Town.People[number % run.Town.People.Count], Slug(number / 2 % Boards));
            var (said, id) = await HearAsync(person, line, slug, person.Argument(slug, number % 4 < 2 ? "for" : "against",
                $"{Page.Mark(number)} is what this argument is known by, and it is there until somebody hides it."));
            posted.Enqueue((number, slug, id));
            return said;
        }

        private async Task<(Answered Answer, long Id)> HearAsync(Person person, Line line, string slug, byte[] command)
        {
            var answer = await person.SendAsync(line, command);
            if (answer.Status != 200) throw new InvalidOperationException($"A command was answered with {answer.Status}: {answer.Text}");
            using var json = JsonDocument.Parse(answer.Body);
            heads.AddOrUpdate(slug, json.RootElement.GetProperty("seq").GetInt64(), (_, before) => Math.Max(before, json.RootElement.GetProperty("seq").GetInt64()));
            return (answer, json.RootElement.GetProperty("argumentId").GetInt64());
        }
    }
}
