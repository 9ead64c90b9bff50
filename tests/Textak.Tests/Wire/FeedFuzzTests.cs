using System.Diagnostics;
using System.Globalization;
using Textak.Web.Features.Signals;
using Textak.Web.Features.Wire.Reading;
using Textak.Web.Platform;

namespace Textak.Tests.Wire;

/// <summary>Whatever comes in as a feed, the reader answers: it doesn't crash, doesn't hang, and takes no more memory than so much.</summary>
public sealed class FeedFuzzTests
{
    // Beside other tests, and on a machine that is slow
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const long MostAllocated = 1024L * 1024 * 1024;

    [Fact]
    public void Some_hundred_mutations_are_answered()
    {
        var mutation = new Mutation(20261126);
        for (var n = 0; n < 600; n++) Read(mutation, n);
    }

    [Fact]
    public void Each_truncation_of_each_shape_is_answered()
    {
        foreach (var path in Directory.EnumerateFiles(FeedShapeTests.Folder, "*.xml"))
        {
            var whole = File.ReadAllBytes(path);
            for (var length = 0; length < whole.Length; length += 7) Holds(FeedReader.Read(whole[..length], null, FeedShapeTests.Address, FeedShapeTests.Now));
        }
    }

    [Fact]
    public void The_largest_that_a_server_may_send_take_no_long_time_and_no_boundless_memory()
    {
        string[] heads = ["<rss><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<rdf:RDF>", ""];
        string[] pieces = ["<item>", "<item></item>", "<item><title>Lamp lit</title></item>", "<b>", "&", "<", "&lt;", "a:b ", "<item><title>x</b></item>", "<![CDATA[", "<x a='1' b='2' c='3'>", "\n", "<item><link>https://a.example/</link><title>", "]]>"];
        foreach (var head in heads)
            foreach (var piece in head == heads[0] ? pieces : pieces.Where((_, i) => i % 4 == 0))
                Measured(System.Text.Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(piece, Web.Platform.Outward.Fetcher.MostBytes / piece.Length))), null, $"{head} {piece}");
    }

    /// <summary>As long as somebody wants: <c>bash tests/run.sh fuzz --minutes 10 --seed 7</c>.</summary>
    [Fact(Explicit = true)]
    public void For_minutes()
    {
        var output = TestContext.Current.TestOutputHelper!;
        var words = (Environment.GetEnvironmentVariable("TEXTAK_FUZZ") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        var minutes = words.TryGetValue("--minutes", out var typed) ? double.Parse(typed, CultureInfo.InvariantCulture) : 1;
        var seed = words.TryGetValue("--seed", out typed) ? int.Parse(typed, CultureInfo.InvariantCulture) : Random.Shared.Next(1_000_000);
        output.WriteLine($"--minutes {minutes} --seed {seed}");
        var (mutation, since, n, items, slowest, most) = (new Mutation(seed), Stopwatch.StartNew(), 0, 0L, TimeSpan.Zero, 0L);
        while (since.Elapsed.TotalMinutes < minutes)
        {
            var (read, time, allocated) = Read(mutation, n++);
            (items, slowest, most) = (items + read.Items.Count, time > slowest ? time : slowest, Math.Max(most, allocated));
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{n} feeds in {since.Elapsed.TotalMinutes:0.0} min, {items} items read of them; slowest {slowest.TotalMilliseconds:0} ms, most allocated by one {most / 1048576.0:0.0} MB, working set {Environment.WorkingSet / 1048576} MB"));
        n.ShouldBeGreaterThan(100);
    }

    private static (ReadFeed Read, TimeSpan Time, long Allocated) Read(Mutation mutation, int n)
    {
        var (body, charset) = mutation.Next();
        return Measured(body, charset, $"the mutation number {n}, {Convert.ToBase64String(body.AsSpan(0, Math.Min(body.Length, 3000)))}");
    }

    private static (ReadFeed Read, TimeSpan Time, long Allocated) Measured(byte[] body, string? charset, string what)
    {
        var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        ReadFeed read;
        try
        {
            read = FeedReader.Read(body, charset, FeedShapeTests.Address, FeedShapeTests.Now);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.GetType().Name} at {what}", e);
        }
        var (time, allocated) = (Stopwatch.GetElapsedTime(start), GC.GetAllocatedBytesForCurrentThread() - before);
        time.ShouldBeLessThan(Patience, what);
        allocated.ShouldBeLessThan(MostAllocated, what);
        Holds(read);
        return (read, time, allocated);
    }

    /// <summary>What is read fits where it is kept, and is as plain as what people type.</summary>
    private static void Holds(ReadFeed read)
    {
        read.Items.Count.ShouldBeLessThanOrEqualTo(FeedReader.MostItems);
        if (read.Format is null) read.Problems.ShouldNotBeEmpty();
        foreach (var item in read.Items)
        {
            item.Headline.Length.ShouldBeInRange(1, Signal.HeadlineLength);
            item.Headline.ShouldBe(Plain.Text(item.Headline));
            item.Headline.ShouldNotContain('\n');
            Plain.Problem(item.Headline).ShouldBeNull();
            item.Summary.Length.ShouldBeLessThanOrEqualTo(600);
            (item.Source?.Length ?? 0).ShouldBeLessThanOrEqualTo(Signal.SourceLength);
            (Plain.TryLink(item.Link, Signal.LinkLength, out var link) && link == item.Link).ShouldBeTrue(item.Link);
            (item.PublishedAt is not { } at || at <= FeedShapeTests.Now && at.Year >= 1990).ShouldBeTrue();
        }
    }
}
