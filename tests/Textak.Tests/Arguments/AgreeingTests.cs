using System.Net;
using Textak.Tests.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Arguments;

/// <summary>People agree with an argument instead of writing another, and columns stand in the order that is asked for.</summary>
[Collection(nameof(ArguedSite))]
public sealed class AgreeingTests(LiveSite site) : IAsyncLifetime
{
    private Participant author = null!, other = null!;
    private string slug = null!;
    private long argument;

    private string Path => $"/f/{slug}/arguments/{argument}";

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        other = await Participant.JoinAsync(site, Fresh.Name("Other"));
        argument = await author.ArguedAsync(slug, "for", "The gap has halved every year.");
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        author.Dispose();
        other.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_card_counts_them_for_everybody_and_a_mind_may_change()
    {
        using var third = await Participant.JoinAsync(site, Fresh.Name());
        await using var watcher = await Watcher.OfAsync(site, slug);
        var id = Ids.New();
        var first = (await other.AgreeAsync(slug, argument, id: id)).ShouldBeTaken();
        (await other.AgreeAsync(slug, argument, id: id)).ShouldBeTaken().ShouldBe(first);
        (await other.AgreeAsync(slug, argument)).ShouldBeRefused("Agrees", "You agree already.");
        (await AgreedAsync()).ShouldBe("1 agrees");
        var seq = (await third.AgreeAsync(slug, argument)).ShouldBeTaken().Seq;
        await watcher.ReachesAsync(seq);

        watcher.Pushed.Last(f => f.To >= seq && f.From < seq).ShouldSatisfyAllConditions(
            frame => frame.Cards.ShouldHaveSingleItem().Html.ShouldContain("2 agree"), frame => frame.Activity.ShouldBeEmpty("nobody's name is told"));
        var rebuttal = await author.RebuttedAsync(slug, argument, "It says nothing of what comes next.");
        (await other.AgreeAsync(slug, rebuttal)).ShouldBeTaken();
        (await other.Visitor.GetAsync($"/f/{slug}")).QuerySelector("main.board")!.GetAttribute("data-agreed").ShouldBe($"{argument} {rebuttal}", "rebuttals are fetched later");
        (await author.Visitor.GetAsync($"/f/{slug}")).QuerySelector("main.board")!.GetAttribute("data-agreed").ShouldBe("");

        (await other.AgreeAsync(slug, argument, "false")).ShouldBeTaken();
        (await other.AgreeAsync(slug, argument, "false")).ShouldBeRefused("Agrees", "You have not agreed");
        (await AgreedAsync()).ShouldBe("1 agrees");
        using var stranger = site.Visit();
        await watcher.ReachesAsync(await site.HeadAsync(slug));
        watcher.Screen.ShouldEqual(await stranger.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task As_a_form_on_the_arguments_own_page()
    {
        await other.Visitor.GetAsync(Path);
        (await other.AgreeAsync(slug, argument, manner: Manner.Form)).At.ShouldBe($"/f/{slug}#argument-{argument}");
        (await other.Visitor.GetAsync(Path)).QuerySelector("form.agreement button")!.GetAttribute("value").ShouldBe("false");
        (await author.Visitor.GetAsync(Path)).QuerySelector("form.agreement").ShouldBeNull();
    }

    [Fact]
    public async Task Not_with_ones_own_nor_with_what_is_gone_or_closed_and_not_a_stranger()
    {
        using var stranger = await Participant.StrangerAsync(site, slug);
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        (await author.AgreeAsync(slug, argument)).ShouldBeRefused("", "your own argument");
        (await stranger.AgreeAsync(slug, argument)).ShouldBeRefused("", "signed out", HttpStatusCode.Unauthorized);
        (await other.AgreeAsync(await site.OpenAsync(Fresh.Slug()), argument)).ShouldBeRefused("", "no such argument on this board");
        foreach (var nonsense in (string?[])[null, "maybe"]) (await other.AgreeAsync(slug, argument, nonsense)).ShouldBeRefused("", "Say whether you agree.");

        (await moderator.HideAsync(slug, argument, "Off topic")).ShouldBeTaken();
        (await other.AgreeAsync(slug, argument)).ShouldBeRefused("", "nobody can agree");
        (await moderator.RestoreAsync(slug, argument, "On topic")).ShouldBeTaken();
        (await moderator.StepAsync(slug, "Lock", "For a while")).ShouldBeTaken();
        (await other.AgreeAsync(slug, argument)).ShouldBeRefused("", "locked");
    }

    [Fact]
    public async Task Columns_stand_in_each_order_with_what_is_hidden_last()
    {
        using var third = await Participant.JoinAsync(site, Fresh.Name());
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var contested = await author.ArguedAsync(slug, "for", "One about which people differ.");
        var moving = await author.ArguedAsync(slug, "for", "One that moves people.");
        var hidden = await author.ArguedAsync(slug, "for", "One that is gone.");
        (await other.RateAsync(slug, argument, "4")).ShouldBeTaken();
        (await third.RateAsync(slug, argument, "4")).ShouldBeTaken();
        (await other.RateAsync(slug, contested, "0")).ShouldBeTaken();
        (await third.RateAsync(slug, contested, "5")).ShouldBeTaken();
        (await other.RateAsync(slug, hidden, "5")).ShouldBeTaken();
        (await other.MoveAsync(slug, 40)).ShouldBeTaken();
        (await other.MoveAsync(slug, 20, $"a{moving}")).ShouldBeTaken();
        (await moderator.HideAsync(slug, hidden, "Off topic")).ShouldBeTaken();

        (await OrderAsync("")).ShouldBe([hidden, moving, contested, argument]);
        (await OrderAsync("?order=strongest")).ShouldBe([argument, contested, moving, hidden]);
        (await OrderAsync("?order=moved")).ShouldBe([moving, argument, contested, hidden]);
        (await OrderAsync("?order=contested")).ShouldBe([contested, argument, moving, hidden]);
        author.Visitor.Page.QuerySelector("section.for nav a[aria-current]")!.TextContent.ShouldBe("Contested");
    }

    private async Task<string?> AgreedAsync() => (await other.Visitor.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{argument} .agreed")?.TextContent;

    private async Task<IEnumerable<long>> OrderAsync(string query) =>
        [.. (await author.Visitor.GetAsync($"/f/{slug}{query}")).QuerySelectorAll("section.for article").Select(card => long.Parse(card.Id!["argument-".Length..], null))];
}
