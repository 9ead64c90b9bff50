using System.Net;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Live;

namespace Textak.Tests.Arguments;

/// <summary>How strong the others find an argument.</summary>
public sealed class RatingTests(BusySite site) : IClassFixture<BusySite>, IAsyncLifetime
{
    private Participant author = null!, rater = null!;
    private string slug = null!;
    private long argument;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name());
        rater = await Participant.JoinAsync(site, Fresh.Name());
        argument = await author.ArguedAsync(slug, "for", "The gap has halved every year.");
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        author.Dispose();
        rater.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("0", "1.9")]
    [InlineData("1", "2.1")]
    [InlineData("5", "3.1")]
    public async Task One_vote_moves_the_mean_a_little_from_the_middle(string stars, string mean)
    {
        (await rater.RateAsync(slug, argument, stars)).ShouldBeTaken();

        (await StrengthAsync()).ShouldBe($"Strength {mean} of 5, from 1 vote");
        var page = await rater.Visitor.GetAsync($"/f/{slug}/arguments/{argument}");
        page.QuerySelector("main")!.TextContent.ShouldContain($"{mean} of 5, from 1 vote.");
        page.QuerySelector("button[aria-pressed=true]")!.GetAttribute("value").ShouldBe(stars);
    }

    [Fact]
    public async Task Many_votes_are_a_mean_drawn_to_the_middle_by_three()
    {
        foreach (var stars in new[] { "5", "5", "4", "3" })
        {
            using var another = await Participant.JoinAsync(site, Fresh.Name());
            (await another.RateAsync(slug, argument, stars)).ShouldBeTaken();
        }
        // (17 + 7.5) / (4 + 3)
        (await StrengthAsync()).ShouldBe("Strength 3.5 of 5, from 4 votes");
    }

    [Fact]
    public async Task A_mind_may_change()
    {
        (await rater.RateAsync(slug, argument, "0")).ShouldBeTaken();
        (await rater.RateAsync(slug, argument, "5")).ShouldBeTaken();
        (await rater.RateAsync(slug, argument, "4")).ShouldBeTaken();

        (await VotesAsync()).ShouldBe((1, 4));
    }

    [Fact]
    public async Task Without_script_the_argument_has_a_page_to_rate_it_on()
    {
        await rater.Visitor.GetAsync($"/f/{slug}/arguments/{argument}");
        var reply = await rater.RateAsync(slug, argument, "3", manner: Manner.Form);

        (reply.Status, reply.At).ShouldBe((HttpStatusCode.OK, $"/f/{slug}#argument-{argument}"));
        (await VotesAsync()).ShouldBe((1, 3));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("6")]
    [InlineData("2.5")]
    [InlineData(" 3")]
    [InlineData("٣")]
    [InlineData("five")]
    [InlineData("99999999999999999999")]
    public async Task Only_whole_numbers_from_0_to_5_are_taken(string? stars)
    {
        const string message = "Choose a strength from 0 to 5.";
        var head = await site.HeadAsync(slug);

        (await rater.RateAsync(slug, argument, stars)).ShouldBeRefused("Stars", message);
        (await rater.RateAsync(slug, argument, stars, manner: Manner.Form)).ShouldComplain(".error", message);

        ((await VotesAsync()), await site.HeadAsync(slug)).ShouldBe(((0, 0), head));
    }

    [Fact]
    public async Task Ones_own_is_for_others_to_rate()
    {
        const string message = "Your own argument is for others to rate.";
        (await author.RateAsync(slug, argument, "5")).ShouldBeRefused("", message);
        (await author.RateAsync(slug, argument, "5", manner: Manner.Form)).ShouldComplain(".error", message);

        (await author.Visitor.GetAsync($"/f/{slug}/arguments/{argument}")).QuerySelector("form.stars").ShouldBeNull();
        (await VotesAsync()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_hidden_one_is_not_rated_and_a_restored_one_keeps_its_votes()
    {
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        (await rater.RateAsync(slug, argument, "5")).ShouldBeTaken();
        (await moderator.HideAsync(slug, argument, "Off topic")).ShouldBeTaken();

        (await rater.RateAsync(slug, argument, "1")).ShouldBeRefused("", "This argument is hidden and can't be rated.");
        (await rater.Visitor.GetAsync($"/f/{slug}/arguments/{argument}")).QuerySelector("form.stars").ShouldBeNull();

        (await moderator.RestoreAsync(slug, argument, "On topic after all")).ShouldBeTaken();
        (await VotesAsync()).ShouldBe((1, 5));
    }

    [Fact]
    public async Task Only_on_its_own_board()
    {
        var other = await site.OpenAsync(Fresh.Slug());

        (await rater.RateAsync(other, argument, "5")).ShouldBeRefused("", "There is no such argument on this board.");
        (await rater.RateAsync(other, argument, "5", manner: Manner.Form)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await rater.RateAsync(slug, 999_999, "5")).ShouldBeRefused("", "There is no such argument on this board.");
        (await rater.RateAsync("no-such-board", argument, "5")).Status.ShouldBe(HttpStatusCode.NotFound);

        (await VotesAsync()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Not_by_a_stranger()
    {
        using var stranger = await Participant.StrangerAsync(site, slug);

        (await stranger.RateAsync(slug, argument, "5")).ShouldBeRefused("", "You are signed out.", HttpStatusCode.Unauthorized);

        (await VotesAsync()).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Not_once_the_forecast_is_resolved()
    {
        var resolved = await site.OpenResolvedAsync(Fresh.Slug(), "## For\n- An argument that stood there before.");
        var there = await site.ReadAsync(db => db.Arguments.OrderBy(a => a.Id).LastAsync());

        (await rater.RateAsync(resolved, there.Id, "5")).ShouldBeRefused("", "This forecast is resolved");
    }

    private Task<(int, int)> VotesAsync() =>
        site.ReadAsync(async db => await db.Arguments.Where(a => a.Id == argument).Select(a => new { a.Votes, a.VoteSum }).SingleAsync() is var a ? (a.Votes, a.VoteSum) : default);

    private async Task<string?> StrengthAsync() =>
        (await rater.Visitor.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{argument} .strength")?.GetAttribute("aria-label");
}
