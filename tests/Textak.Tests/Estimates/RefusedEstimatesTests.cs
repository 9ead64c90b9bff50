using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Textak.Tests.Estimates;

/// <summary>What is no probability, or comes at the wrong time, is refused in words, and nothing is written.</summary>
public sealed class RefusedEstimatesTests(OneBoardSite site) : IClassFixture<OneBoardSite>, IAsyncLifetime
{
    private readonly Participant person = site.Person;
    private readonly string slug = site.Slug;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Whatever was tried: the board is as it was.</summary>
    public async ValueTask DisposeAsync()
    {
        var forecast = await site.ForecastAsync(slug);
        (forecast.LastSeq, forecast.Estimates, forecast.Probability).ShouldBe((1, 0, null));
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("100")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData("64.5")]
    [InlineData("64,5")]
    [InlineData("64%")]
    [InlineData("6 4")]
    [InlineData(" 7 ")]
    [InlineData("abc")]
    [InlineData("NaN")]
    [InlineData("0x10")]
    [InlineData("1e1")]
    [InlineData("٥٠")]
    [InlineData("５０")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999999999")]
    public async Task Only_whole_numbers_from_1_to_99_are_taken(string? typed)
    {
        const string message = "Give a whole number from 1 to 99 percent.";
        (await person.EstimateAsync(slug, typed)).ShouldBeRefused("Percent", message);
        var reply = await person.EstimateAsync(slug, typed, manner: Manner.Form);

        reply.ShouldComplain("#percent-error", message);
        if (!string.IsNullOrEmpty(typed)) reply.Page!.QuerySelector("#percent")!.GetAttribute("value").ShouldBe(typed);
    }

    [Fact]
    public async Task Nothing_is_withdrawn_where_nothing_was_said()
    {
        const string message = "You have no estimate here to withdraw.";
        (await person.WithdrawAsync(slug)).ShouldBeRefused("", message);
        (await person.WithdrawAsync(slug, manner: Manner.Form)).ShouldComplain("main > .error", message);
    }

    [Fact]
    public async Task A_resolved_board_takes_none()
    {
        const string message = "This forecast is resolved: it takes no more arguments or estimates.";
        var resolved = await site.OpenResolvedAsync(Fresh.Slug());

        (await person.EstimateAsync(resolved, 50)).ShouldBeRefused("", message);
        (await person.WithdrawAsync(resolved)).ShouldBeRefused("", message);
        (await person.EstimateAsync(resolved, 50, manner: Manner.Form)).ShouldComplain("main > .error", message);
        (await person.EstimateAsync("no-such-board", 50)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in_and_keeps_what_was_typed()
    {
        using var stranger = await Participant.StrangerAsync(site, slug);

        (await stranger.EstimateAsync(slug, 64)).ShouldBeRefused("", "You are signed out.", HttpStatusCode.Unauthorized);
        (await stranger.WithdrawAsync(slug)).ShouldBeRefused("", "You are signed out.", HttpStatusCode.Unauthorized);
        var reply = await stranger.EstimateAsync(slug, 64, manner: Manner.Form);

        reply.ShouldComplain("main > .error", "You are signed out.", HttpStatusCode.Unauthorized);
        reply.Page!.QuerySelector<IHtmlInputElement>("#percent")!.Value.ShouldBe("64");
    }
}
