using System.Globalization;
using Textak.Tests.Architecture;
using Textak.Web.Features.Wire.Reading;

namespace Textak.Tests.Wire;

/// <summary>
/// Feeds as they are found, each a file in Shapes, and beside it, written by hand, what is to be read of it: its format, its title, the
/// items (headline | link | when | source; - for none) with the summary where that matters, and what it says that it could not read
/// ("problem~" gives the beginning). "header:" is the encoding that the answer named.
/// </summary>
public sealed class FeedShapeTests
{
    internal static readonly string Folder = Path.Combine(House.Root, "tests/Textak.Tests/Wire/Shapes");
    internal static readonly Uri Address = new("https://news.example/feed/latest.xml");
    internal static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Shapes() => [.. Directory.EnumerateFiles(Folder, "*.xml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_many_of_each_format()
    {
        var names = Shapes().Select(row => row.Data).ToList();
        names.Count.ShouldBeGreaterThanOrEqualTo(80);
        foreach (var format in (string[])["rss-", "atom-", "rdf-"]) names.Count(name => name.StartsWith(format, StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(7);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void It_is_read_as_is_written_beside_it(string shape)
    {
        var expected = File.ReadAllLines(Path.Combine(Folder, $"{shape}.expected")).Where(line => line.Length > 0).ToList();
        var header = expected.Find(line => line.StartsWith("header: ", StringComparison.Ordinal))?["header: ".Length..];

        var read = FeedReader.Read(File.ReadAllBytes(Path.Combine(Folder, $"{shape}.xml")), header, Address, Now);

        var items = read.Items.Select(item => $"item: {item.Headline} | {item.Link ?? "-"} | {At(item.PublishedAt)} | {item.Source ?? "-"}").ToList();
        ($"format: {read.Format?.ToString().ToLowerInvariant() ?? "-"}").ShouldBe(expected.Single(line => line.StartsWith("format: ", StringComparison.Ordinal)));
        (read.Title is null ? null : $"title: {read.Title}").ShouldBe(expected.Find(line => line.StartsWith("title: ", StringComparison.Ordinal)));
        items.ShouldBe(expected.Where(line => line.StartsWith("item: ", StringComparison.Ordinal)));
        for (var i = 1; i < expected.Count; i++)
            if (expected[i].StartsWith("summary: ", StringComparison.Ordinal)) $"summary: {read.Items[items.IndexOf(expected[i - 1])].Summary}".ShouldBe(expected[i]);
        Problems(read, expected);
        read.Items.Select(item => item.Key).ShouldBeUnique();
        read.Items.ShouldAllBe(item => item.Key.Length == 64);
    }

    private static void Problems(ReadFeed read, List<string> expected)
    {
        var said = read.Problems.ToList();
        foreach (var line in expected.Where(line => line.StartsWith("problem", StringComparison.Ordinal)))
        {
            var (exact, words) = (line[7] == ':', line[9..]);
            var found = said.Find(problem => exact ? problem == words : problem.StartsWith(words, StringComparison.Ordinal));
            found.ShouldNotBeNull($"{line}, of {string.Join(" / ", read.Problems)}");
            said.Remove(found);
        }
        said.ShouldBeEmpty();
    }

    private static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "-";
}
