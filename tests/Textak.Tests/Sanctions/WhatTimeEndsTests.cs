using System.Globalization;
using Textak.Tests.Accounts;
using Textak.Web.Features.Accounts;
using Claimed = Textak.Web.Features.Reports.Case;

namespace Textak.Tests.Sanctions;

/// <summary>What time ends: a mute, a suspension, a claim, the wait of a slow board, and the first day of an account.</summary>
public sealed class WhatTimeEndsTests(WhatTimeEndsTests.Hurried site) : IClassFixture<WhatTimeEndsTests.Hurried>
{
    private const string Why = "It was too much.";

    [Fact]
    public async Task A_slow_board_takes_one_argument_at_a_time_from_each()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        using var ben = await Participant.JoinAsync(site, Fresh.Name());
        foreach (var (minutes, field, message) in new[] { ("", "Minutes", "a whole number"), ("1441", "Minutes", "at most 1440"), ("0", "Minutes", "how it is already") })
            (await keeper.SendAsync($"/f/{slug}/slow", Manner.Script, null, ("minutes", minutes), ("reason", Why))).ShouldBeRefused(field, message);
        (await keeper.SendAsync($"/f/{slug}/slow", Manner.Script, null, ("minutes", "10"), ("reason", ""))).ShouldBeRefused("Reason", "Say why");
        (await keeper.SendAsync($"/f/{slug}/slow", Manner.Script, null, ("minutes", "10"), ("reason", Why))).ShouldBeTaken();

        await ada.ArguedAsync(slug, "for", "The first of several.");
        (await ada.ArgueAsync(slug, "for", "The second of several.")).ShouldBeRefused("for-", "one argument in 10 minutes");
        var theirs = await ben.ArguedAsync(slug, "against", "The first of another.");
        (await ada.RebutAsync(slug, theirs, "A rebuttal is an argument too.")).ShouldBeRefused("rebuttal-", "one argument in 10 minutes");
        (await ada.EstimateAsync(slug, 30)).ShouldBeTaken();
        var page = await ada.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector("#slow:not([hidden])")!.Words().ShouldBe("Slow mode: one argument in 10 minutes from each.");
        page.QuerySelectorAll(".activity li").ShouldContain(line => line.Words().EndsWith($"A moderator set the slow mode: {Why}"));
        site.Clock.Advance(TimeSpan.FromMinutes(11));
        await ada.ArguedAsync(slug, "for", "The second of several.");
    }

    [Fact]
    public async Task A_new_account_posts_so_many_arguments_on_its_first_day()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        for (var n = 0; n < Hurried.Arguments; n++) await ada.ArguedAsync(slug, "for", $"Argument number {n}.");
        using var ben = await Participant.JoinAsync(site, Fresh.Name());
        (await ada.RebutAsync(slug, await ben.ArguedAsync(slug, "against", "An argument of another."), "One too many.")).ShouldBeRefused("rebuttal-", "A new account may post");
        (await ada.ArgueAsync(slug, "for", "One too many for today.")).ShouldBeRefused("for-", $"A new account may post {Hurried.Arguments} arguments on its first day.");
        site.Clock.Advance(Account.NewFor);
        await ada.ArguedAsync(slug, "for", "One for tomorrow.");
    }

    [Fact]
    public async Task Sanctions_end_by_themselves()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var name = Fresh.Name();
        using var ada = await Participant.JoinAsync(site, name);
        (await keeper.SanctionAsync(name, "Mute", Why, "1", slug)).ShouldBeTaken();
        (await ada.ArgueAsync(slug, "for", "It can not be said today.")).ShouldBeRefused("for-", "You are muted");
        (await keeper.SanctionAsync(name, "Suspension", Why, "1")).ShouldBeTakenToo();
        using (var refused = await site.SignInAsync(name)) refused.Page.QuerySelector(".error")!.TextContent.ShouldContain("suspended until");
        site.Clock.Advance(TimeSpan.FromDays(1));
        using var back = await Participant.EnterAsync(await site.SignInAsync(name));
        await back.ArguedAsync(slug, "for", "It can be said tomorrow.");
    }

    [Fact]
    public async Task A_claim_lapses_and_whoever_looks_is_told_when()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        using var second = await Participant.ModerateAsync(site, Fresh.Name("Second"));
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        var id = await ada.ArguedAsync(slug, "for", "Buy our lamps, they are the best.");
        (await second.ReportAsync(slug, id, "Spam")).ShouldBeTaken();
        (await keeper.DecideAsync(slug, id, "Claim")).ShouldBeTaken();

        var claimed = await ShownAsync();
        claimed.QuerySelector(".holder")!.HasAttribute("hidden").ShouldBeFalse();
        double.Parse(claimed.GetAttribute("data-lapses")!, CultureInfo.InvariantCulture).ShouldBeInRange(Claimed.ClaimLasts.TotalSeconds - 60, Claimed.ClaimLasts.TotalSeconds);
        site.Clock.Advance(Claimed.ClaimLasts);
        var free = await ShownAsync();
        free.QuerySelector(".holder")!.HasAttribute("hidden").ShouldBeTrue();
        free.GetAttribute("data-version").ShouldNotBe(claimed.GetAttribute("data-version"), "by this the script knows that it is another");
        free.GetAttribute("data-lapses").ShouldBeNullOrEmpty();

        async Task<AngleSharp.Dom.IElement> ShownAsync() => (await second.Visitor.GetAsync("/moderation/queue")).QuerySelector($"#case-{id}")!;
    }

    /// <summary>A site whose calendar is turned, with the limits of new accounts.</summary>
    public sealed class Hurried : BusySite
    {
        public const int Arguments = 3;

        public Hurried() => Settings["Limits:NewcomerArguments"] = "3";

        public LaterSite.TurnedClock Clock { get; } = new();

        protected override void Configure(Microsoft.AspNetCore.Hosting.IWebHostBuilder host)
        {
            LaterSite.Turn(host, Clock);
        }
    }
}
