using System.Diagnostics;
using Textak.Tests.Live;
using Textak.Web.Features.Live;

namespace Textak.Tests.Moderation;

/// <summary>The detector has teeth: a planted leak of each kind is found, and what came before the hide is none.</summary>
public class LeakDetectorTests
{
    private static readonly string Text = $"<p>This is {LeakDetector.Marker(7)}, and nobody should know.</p>";
    private readonly LeakDetector detector = new();

    [Fact]
    public void A_page_that_was_asked_for_afterwards()
    {
        var before = Stopwatch.GetTimestamp();
        detector.Hidden(7, 50);

        detector.Read("a page", "all of it", Text, before);
        detector.Leaks.ShouldBeEmpty();
        detector.Read("a page", "all of it", Text.Replace("7", "8", StringComparison.Ordinal), Stopwatch.GetTimestamp());
        detector.Leaks.ShouldBeEmpty();
        detector.Read("a page", "all of it", Text, Stopwatch.GetTimestamp());
        detector.Leaks.ShouldHaveSingleItem().ShouldContain("hush7hush in all of it of a page");
    }

    [Fact]
    public void A_page_of_somebody_elses()
    {
        detector.Hidden(7, 50);

        detector.Read("a page", "an author's", Text, Stopwatch.GetTimestamp(), own: n => n == 7);
        detector.Leaks.ShouldBeEmpty();
        detector.Read("a page", "an author's", Text, Stopwatch.GetTimestamp(), own: n => n == 8);
        detector.Leaks.ShouldHaveSingleItem().ShouldContain("an author's of a page");
    }

    [Theory]
    [InlineData(49, 50, true)]
    [InlineData(49, 51, true)]
    [InlineData(40, 49, false)]
    public void A_frame_that_tells_of_the_hide(long from, long to, bool leaks)
    {
        detector.Hidden(7, 50);

        detector.Read("a watcher", [Pushed(from, to, Text)]);

        detector.Leaks.Count.ShouldBe(leaks ? 1 : 0);
    }

    [Fact]
    public void A_frame_that_comes_after_the_one_that_told_of_the_hide()
    {
        detector.Hidden(7, 50);

        detector.Read("a watcher", [Pushed(48, 50, "a tombstone"), Pushed(40, 48, Text)]);

        detector.Leaks.ShouldHaveSingleItem().ShouldContain("late frame");
    }

    [Fact]
    public void A_catch_up_that_was_asked_for_afterwards()
    {
        var before = Stopwatch.GetTimestamp();
        detector.Hidden(7, 50);

        detector.Read("a watcher", [Pushed(0, 49, Text) with { IsAnswer = true, Asked = before }]);
        detector.Leaks.ShouldBeEmpty();
        detector.Read("a watcher", [Pushed(0, 49, Text) with { IsAnswer = true, Asked = Stopwatch.GetTimestamp() }]);
        detector.Leaks.ShouldHaveSingleItem().ShouldContain("answer");
    }

    [Fact]
    public void Whatever_part_of_the_frame_it_is_in()
    {
        detector.Hidden(7, 50);
        var frame = Pushed(49, 50, "nothing").Frame;

        detector.Read("a watcher", [new(frame with { Activity = [Text] }, false, 0), new(frame with { Tile = Text }, false, 0)]);

        detector.Leaks.Count.ShouldBe(2);
    }

    private static Received Pushed(long from, long to, string html) => new(new Frame
    {
        Slug = "a-board",
        From = from,
        To = to,
        Head = to,
        At = DateTimeOffset.UnixEpoch,
        Cards = [new(1, "For", true, 1, false, html)],
    }, IsAnswer: false, 0);
}
