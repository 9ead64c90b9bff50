using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Textak.Web.Features.Live;

namespace Textak.Tests.Live;

/// <summary>What stands on a watcher's page, brought up to date by frames as board.js does it.</summary>
internal sealed class Screen(long seq)
{
    private const int MostKept = 20_000;
    private static readonly ConcurrentDictionary<string, string> Normal = [];

    private readonly Dictionary<long, string> cards = [];
    private readonly List<string> activity = [];
    private readonly Dictionary<string, string> signals = [];
    private string? standing, criteria, crux;

    /// <summary>The last event that is on the screen.</summary>
    public long Seq { get; private set; } = seq;
    public bool WantsReload { get; private set; }
    public Frame? Numbers { get; private set; }
    public List<Point> Points { get; } = [];

    /// <summary>All that one could read or copy.</summary>
    public string Text => string.Concat(cards.Values.Concat(activity).Concat(signals.Values).Append(standing).Append(criteria).Append(crux));

    /// <summary>A page as it was loaded.</summary>
    public static Screen From(IHtmlDocument page)
    {
        var screen = new Screen(long.Parse(page.QuerySelector("main.board")!.GetAttribute("data-seq")!, null));
        foreach (var card in page.QuerySelectorAll("article.argument")) screen.cards.Add(Id(card), card.OuterHtml);
        screen.activity.AddRange(page.QuerySelectorAll(".activity li").Select(line => line.OuterHtml));
        foreach (var signal in page.QuerySelectorAll(".signals li")) screen.signals.Add(signal.Id!, signal.OuterHtml);
        (screen.standing, screen.criteria, screen.crux) = (page.QuerySelector("#standing")!.OuterHtml, page.QuerySelector("#criteria")!.OuterHtml, page.QuerySelector("#crux")!.OuterHtml);
        return screen;
    }

    /// <returns>False where the frame doesn't go on from here: what came since has to be asked for.</returns>
    public bool Apply(Frame frame)
    {
        WantsReload |= frame.Reload;
        if (frame.Reload) return true;
        if (frame.From != Seq && frame.To != Seq) return false;
        if (frame.From == Seq) Tell(frame);
        (Seq, Numbers) = (frame.To, frame);
        return true;
    }

    /// <summary>Whether the two show the same. Who watches alongside is no matter.</summary>
    public bool LooksLike(Screen other) =>
        Seq == other.Seq && activity.SequenceEqual(other.activity) && cards.Count == other.cards.Count
        && cards.All(card => other.cards.TryGetValue(card.Key, out var html) && html == card.Value)
        && Points.Count == other.Points.Count && Figures(Numbers) == Figures(other.Numbers);

    /// <summary>The screen equals the page as a stranger would load it now.</summary>
    public void ShouldEqual(IHtmlDocument page)
    {
        var there = From(page);
        Seq.ShouldBe(there.Seq);
        // Of a long column the page shows a part
        var part = page.QuerySelector(".side[data-more]") is null ? cards : cards.Where(c => there.cards.ContainsKey(c.Key));
        part.OrderBy(c => c.Key).Select(c => (c.Key, Normalised(c.Value))).ShouldBe(there.cards.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));
        foreach (var (id, html) in signals) Normalised(html).ShouldBe(there.signals.GetValueOrDefault(id), id);
        // Where several lines became one, there is room for older ones that this screen has forgotten
        activity.Select(Normalised).ShouldBe(there.activity.Take(activity.Count));
        activity.Count.ShouldBeGreaterThan(there.activity.Count / 3);
        // One who came without a page has seen them once they changed
        if (standing is not null) Normalised(standing).ShouldBe(there.standing);
        if (criteria is not null) Normalised(criteria).ShouldBe(there.criteria);
        if (crux is not null) Normalised(crux).ShouldBe(there.crux);
        if (Numbers is not { } numbers) return;
        page.QuerySelector("#probability")!.TextContent.ShouldBe(numbers.Percent is { } percent ? FormattableString.Invariant($"{percent}") : "–");
        page.QuerySelector("#word")!.TextContent.ShouldBe(numbers.Word);
        page.QuerySelector("#confidence")!.TextContent.ShouldBe(numbers.Confidence);
        page.QuerySelector("#moved")!.TextContent.ShouldContain(Moved(numbers.Movement));
        page.QuerySelector(".figure .words small")!.HasAttribute("hidden").ShouldBe(numbers.Movement is null);
        page.QuerySelector("#why")!.TextContent.ShouldBe(numbers.Why);
        page.QuerySelector("#spread")!.GetAttribute("data-bars").ShouldBe(string.Join(',', numbers.Bars));
        Number(page, "#estimates").ShouldBe(numbers.Estimates);
        Number(page, "#sources").ShouldBe(numbers.Sources);
        Number(page, "section.for h2 .n").ShouldBe(numbers.For);
        Number(page, "section.against h2 .n").ShouldBe(numbers.Against);
    }

    private static object? Figures(Frame? f) =>
        f is null ? null : (f.Percent, f.Word, f.Movement, f.Confidence, f.Estimates, f.Sources, f.For, f.Against, f.Open, f.CriteriaNumber);

    private void Tell(Frame frame)
    {
        // Rebuttals are folded away until somebody asks for them
        foreach (var card in frame.Cards.Where(card => card.Answers is null)) cards[card.Id] = card.Html;
        Points.AddRange(frame.Points);
        foreach (var signal in frame.Signals)
        {
            var id = Regex.Match(signal, "id=\"(signal-[0-9]+)\"").Groups[1].Value;
            if (signal.Contains(" hidden", StringComparison.Ordinal)) signals.Remove(id);
            else signals[id] = signal;
        }
        (standing, criteria, crux) = (frame.Standing ?? standing, frame.Criteria ?? criteria, frame.Crux ?? crux);
        foreach (var line in frame.Activity)
        {
            activity.RemoveAll(older => FromOf(older) >= FromOf(line));
            activity.Insert(0, line);
        }
        if (activity.Count > Activity.Shown) activity.RemoveRange(Activity.Shown, activity.Count - Activity.Shown);
    }

    private static long FromOf(string line) => long.Parse(Regex.Match(line, "data-from=\"([0-9]+)\"").Groups[1].Value, null);

    private static string Moved(int? points) => points switch
    {
        null => "",
        0 => "unchanged",
        > 0 => $"+{points} ",
        _ => $"−{-points} ",
    };

    private static int Number(IHtmlDocument page, string selector) => int.Parse(page.QuerySelector(selector)!.TextContent, null);

    private static long Id(IElement card) => long.Parse(card.Id!.AsSpan("argument-".Length), null);

    // Written as AngleSharp writes it, to be compared with a page; all watchers of a crowd get the same pieces
    private static string Normalised(string html)
    {
        if (Normal.Count > MostKept) Normal.Clear();
        return Normal.GetOrAdd(html, _ => new HtmlParser().ParseDocument(html).Body!.FirstElementChild.ShouldNotBeNull().OuterHtml);
    }
}
