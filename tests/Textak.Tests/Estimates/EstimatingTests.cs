using AngleSharp.Html.Dom;
using Textak.Tests.Live;

namespace Textak.Tests.Estimates;

/// <summary>One's own probability: said, changed, taken back.</summary>
public sealed class EstimatingTests(BusySite site) : IClassFixture<BusySite>, IAsyncLifetime
{
    private Participant person = null!;
    private string slug = null!;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        person = await Participant.JoinAsync(site, Fresh.Name());
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        person.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_board_without_estimates_says_so()
    {
        var page = await person.Visitor.GetAsync($"/f/{slug}");

        page.QuerySelector("#probability")!.TextContent.ShouldBe("–");
        page.QuerySelector("#word")!.TextContent.ShouldBe("no estimate yet");
        page.QuerySelector("#mine")!.HasAttribute("hidden").ShouldBeTrue();
    }

    [Fact]
    public async Task As_a_form_it_is_set_changed_and_withdrawn()
    {
        await person.Visitor.GetAsync($"/f/{slug}");
        await person.Visitor.SubmitAsync(".estimate form:not([id])", ("percent", "82"));
        ShouldShow("82", "1", "You said 82%");

        await person.Visitor.SubmitAsync(".estimate form:not([id])", ("percent", "34"));
        ShouldShow("34", "1", "You said 34%");

        await person.Visitor.SubmitAsync("#withdraw");
        ShouldShow("–", "0", mine: null);
    }

    [Fact]
    public async Task By_script_each_is_answered_with_its_number()
    {
        var head = await site.HeadAsync(slug);

        (await person.EstimateAsync(slug, 1)).ShouldBeTaken().Seq.ShouldBe(head + 1);
        (await person.EstimateAsync(slug, 99)).ShouldBeTaken().Seq.ShouldBe(head + 2);
        (await person.WithdrawAsync(slug)).ShouldBeTaken().Seq.ShouldBe(head + 3);
        (await person.EstimateAsync(slug, 50)).ShouldBeTaken().Seq.ShouldBe(head + 4);
    }

    [Fact]
    public async Task The_board_shows_the_weighted_median_of_all()
    {
        // The design's own vector: 80, 60, 20, oldest first, make 60
        foreach (var percent in new[] { 80, 60, 20 })
        {
            using var another = await Participant.JoinAsync(site, Fresh.Name());
            (await another.EstimateAsync(slug, percent)).ShouldBeTaken();
        }

        var page = await person.Visitor.GetAsync($"/f/{slug}");
        (Text(page, "#probability"), Text(page, "#word"), Text(page, "#estimates")).ShouldBe(("60", "likely", "3"));
        page.QuerySelector("#mine")!.HasAttribute("hidden").ShouldBeTrue("the estimates of others are not mine");
    }

    [Fact]
    public async Task The_movement_says_what_it_is_made_of()
    {
        using var another = await Participant.JoinAsync(site, Fresh.Name());
        await another.EstimateAsync(slug, 40);
        await WhyAsync("", hidden: true);
        // Two estimates weigh the same: 40 and 80 make 60, 40 and 20 make 30
        await person.EstimateAsync(slug, 80);
        await WhyAsync("+20: newcomers +20");
        await person.EstimateAsync(slug, 20);
        await WhyAsync("−10: minds changed −30, newcomers +20");
        await person.WithdrawAsync(slug);
        await WhyAsync("0: minds changed −30, newcomers +20, withdrawals +10");
    }

    private async Task WhyAsync(string why, bool hidden = false)
    {
        var page = await person.Visitor.GetAsync($"/f/{slug}");
        Text(page, "#why").ShouldBe(why);
        page.QuerySelector("details.why")!.HasAttribute("hidden").ShouldBe(hidden);
    }

    private void ShouldShow(string probability, string estimates, string? mine)
    {
        var page = person.Visitor.Page;
        person.Visitor.At.ShouldBe($"/f/{slug}");
        (Text(page, "#probability"), Text(page, "#estimates")).ShouldBe((probability, estimates));
        page.QuerySelector("#mine")!.HasAttribute("hidden").ShouldBe(mine is null);
        if (mine is not null) Text(page, "#mine").ShouldStartWith(mine);
    }

    private static string Text(IHtmlDocument page, string selector) => page.QuerySelector(selector).ShouldNotBeNull(selector).TextContent;
}
