using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Estimates;
using static Textak.Tests.Notices.NoticeSite;

namespace Textak.Tests.Notices;

/// <summary>Each hears of what concerns them, gathered, and of nothing that is hidden from them or their own doing.</summary>
public sealed class NoticeTests(NoticeSite site) : IClassFixture<NoticeSite>, IAsyncLifetime
{
    private const string Words = "The lighthouse will go dark this winter.", Answer = "It has a second lamp, and a keeper.";

    private readonly List<Participant> people = [];
    private readonly string adaName = Fresh.Name("Ada"), danName = Fresh.Name("Dan");
    private Participant ada = null!, ben = null!, dan = null!, keeper = null!, second = null!;
    private string slug = null!, title = null!;

    public async ValueTask InitializeAsync()
    {
        title = $"The question called {slug = await site.OpenAsync(Fresh.Slug())}";
        (ada, ben, dan) = (await JoinAsync(adaName), await JoinAsync(Fresh.Name("Ben")), await JoinAsync(danName));
        (keeper, second) = (await Participant.ModerateAsync(site, Fresh.Name("Keeper")), await Participant.ModerateAsync(site, Fresh.Name("Second")));
        people.AddRange([keeper, second]);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var person in people) person.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_argument_is_heard_of_by_its_answered_author_by_followers_of_its_author_and_of_the_board_each_once()
    {
        var fan = await JoinAsync(Fresh.Name("Fan"));
        await FollowAsync(ben, slug);
        await FollowAsync(ada, slug);
        await FollowAuthorAsync(fan, adaName);
        await FollowAsync(fan, slug);
        var argument = await ada.ArguedAsync(slug, "for", Words);
        var answer = await dan.RebuttedAsync(slug, argument, Answer);
        await site.GatherAsync();

        (await HeardAsync(ben)).ShouldBe([$"{adaName} argued: {title}"]);
        (await HeardAsync(fan)).ShouldBe([$"{adaName}, whom you follow, argued: {title}"]);
        (await HeardAsync(ada)).ShouldBe([$"{danName} answered your argument: {title}"]);
        (await HeardAsync(dan)).ShouldBeEmpty();
        var page = await PageAsync(ada);
        page.QuerySelector(".gathering .why")!.Words().ShouldBe(Answer);
        page.QuerySelector(".gathering a")!.GetAttribute("href").ShouldBe($"/f/{slug}/arguments/{answer}");

        await dan.RebuttedAsync(slug, argument, "And the second lamp is new.");
        await dan.RebuttedAsync(slug, argument, "And so is the keeper.");
        await ada.ArguedAsync(slug, "for", "One more that nobody but followers hears of.");
        await FollowAsync(ben, slug, follows: false);
        await site.GatherAsync();
        (await HeardAsync(ada))[0].ShouldBe($"2 answers to your argument, the last by {danName}: {title}");
    }

    [Fact]
    public async Task An_argument_against_is_heard_of_once_it_moved_the_number_by_five_points_and_not_before_setting_ones_own()
    {
        var shy = await JoinAsync(Fresh.Name("Shy"));
        await shy.Visitor.GetAsync("/account");
        await shy.Visitor.SubmitAsync("form[action*=numbers]", ("ownFirst", "true"));
        foreach (var person in new[] { ben, shy })
        {
            await FollowAsync(person, slug);
            await ChooseAsync(person, ("points", "5"), ("side", "Against"));
        }
        (await dan.EstimateAsync(slug, 50)).ShouldBeTaken();
        var against = await ada.ArguedAsync(slug, "against", Words);
        var rise = await ada.ArguedAsync(slug, "for", "It has burnt for a hundred years.");
        (await dan.MoveAsync(slug, 60, $"a{rise}")).ShouldBeTaken();
        (await dan.MoveAsync(slug, 57, $"a{against}")).ShouldBeTaken();
        await site.GatherAsync();
        (await HeardAsync(ben)).ShouldBeEmpty("three points are not five, and for is not against");

        // In one commit, so that no notice of one comes out before the other
        await site.AppendAsync(slug, danName, [new SetEstimate(54, [$"a{against}"]).ApplyAsync, new SetEstimate(44, [$"a{against}"]).ApplyAsync]);
        await site.GatherAsync();
        (await HeardAsync(ben)).ShouldBe([$"A new argument moved the number as far as you wanted to hear of: {title}"]);
        (await HeardAsync(shy)).ShouldBeEmpty("others' numbers are held back");
        (await HeardAsync(ada)).ShouldContain($"Your argument moved estimates 2 times: {title}");
    }

    [Fact]
    public async Task What_was_hidden_stands_in_no_notice_and_author_and_reporter_hear_what_was_decided()
    {
        await FollowAsync(ben, slug);
        var argument = await ada.ArguedAsync(slug, "for", Words);
        await site.GatherAsync();
        (await PageAsync(ben)).QuerySelector(".why")!.Words().ShouldBe(Words);

        (await dan.ReportAsync(slug, argument, "Spam", "Lamps.")).ShouldBeTaken();
        (await keeper.DecideAsync(slug, argument, "Claim")).ShouldBeTaken();
        (await keeper.DecideAsync(slug, argument, "Hide", "It advertises")).ShouldBeTaken();
        await site.GatherAsync();
        var page = await PageAsync(ben);
        page.DocumentElement.OuterHtml.ShouldNotContain(Words);
        page.QuerySelector(".gathering .about")!.Words().ShouldBe("It is hidden.");
        (await HeardAsync(dan)).ShouldBe([$"What you reported was hidden: {title}"]);
        (await PageAsync(dan)).DocumentElement.OuterHtml.ShouldNotContain(Words);
        (await HeardAsync(ada)).ShouldBe([$"A moderator hid your argument; you may object to it: {title}"]);
        (await PageAsync(ada)).QuerySelector(".why")!.Words().ShouldBe(Words, "it is hers");

        (await ada.AppealAsync(slug, argument, "It sells nothing at all.")).ShouldBeTaken();
        (await second.DecideAsync(slug, argument, "Refuse", "It does")).ShouldBeTaken();
        await site.GatherAsync();
        (await HeardAsync(ada))[0].ShouldBe($"A moderator looked at your objection: your argument stays hidden: {title}");
        (await second.RestoreAsync(slug, argument, "On second thoughts")).ShouldBeTaken();
        await site.GatherAsync();
        (await HeardAsync(ada))[0].ShouldBe($"A moderator showed your argument again: {title}");
        (await HeardAsync(dan)).ShouldHaveSingleItem("a report is decided once");
        (await PageAsync(ben)).QuerySelector(".why")!.Words().ShouldBe(Words);
    }

    [Fact]
    public async Task Reports_that_are_dismissed_are_heard_of_too()
    {
        var argument = await ada.ArguedAsync(slug, "for", Words);
        (await dan.ReportAsync(slug, argument, "Spam")).ShouldBeTaken();
        (await keeper.DecideAsync(slug, argument, "Dismiss", "It is an argument")).ShouldBeTaken();
        await site.GatherAsync();
        (await HeardAsync(dan)).ShouldBe([$"A moderator looked at what you reported, and lets it stand: {title}"]);
        (await HeardAsync(ada)).ShouldBeEmpty("nothing came of it");
    }

    [Fact]
    public async Task Criteria_and_resolution_are_heard_of_where_one_follows_or_estimates_unless_one_does_not_want_to()
    {
        await FollowAsync(ben, slug);
        await FollowAsync(ada, slug);
        await ChooseAsync(ada, ("Criteria", "None"));
        (await dan.EstimateAsync(slug, 50)).ShouldBeTaken();
        (await keeper.ChangeCriteriaAsync(slug, 1, "True if the lamp is out for a week.", "So that it can be seen")).ShouldBeTaken();
        (await keeper.StepAsync(slug, "ResolveTrue", "It went out", "https://lamps.example/")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await site.GatherAsync();

        foreach (var person in new[] { ben, dan }) (await HeardAsync(person)).ShouldBe([$"It is resolved: {title}", $"The resolution criteria were changed: {title}"], ignoreOrder: true);
        (await HeardAsync(ada)).ShouldBe([$"It is resolved: {title}"]);
        (await HeardAsync(keeper)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_proposer_hears_what_became_of_it()
    {
        var question = $"Will a ship cross without a crew by 2030, {Fresh.Slug()}?";
        await ada.Visitor.GetAsync("/propose");
        await ada.Visitor.SubmitAsync("form.draft", ("title", question), ("thesis", "A ship will do so."), ("criteria", "True if the register of the port lists one by the end of 2029; false otherwise."), ("category", "Industry"), ("horizon", "2029-12-31"));
        var path = ada.Visitor.At;
        await DecideAsync("Return", "Which port?");
        await site.GatherAsync();
        (await HeardAsync(ada)).ShouldBe([$"Your proposal was sent back with a note: {question}"]);
        (await PageAsync(ada)).QuerySelector(".gathering a")!.GetAttribute("href").ShouldBe(path);

        await ada.Visitor.GetAsync(path);
        await ada.Visitor.SubmitAsync("form.draft", ("thesis", "A ship will do so, in Rotterdam."));
        await DecideAsync("Publish", "Good");
        await site.GatherAsync();
        (await HeardAsync(ada))[0].ShouldBe($"Your proposal is a forecast now: {question}");
        (await ada.Visitor.GetAsync("/following")).QuerySelector("main .acts a")!.Words().ShouldBe(question, "who asks wants to hear the answer");

        async Task DecideAsync(string act, string reason)
        {
            await keeper.Visitor.GetAsync(path);
            await keeper.Visitor.SubmitAsync("form.decide", ("act", act), ("reason", reason));
        }
    }

    [Fact]
    public async Task Whatever_happens_nobody_gets_ten_in_an_hour_and_nothing_is_lost()
    {
        await FollowAsync(ben, slug);
        const int Arguments = 31, Answers = 7;
        var own = await ben.ArguedAsync(slug, "against", "One that is answered again and again.");
        for (var minute = 0; minute < 2 * Arguments; minute += 2)
        {
            await dan.ArguedAsync(slug, minute % 4 == 0 ? "for" : "against", $"Argument of minute {minute}, and of none other.");
            if (minute % 10 == 0) await dan.RebuttedAsync(slug, own, $"Answer of minute {minute}, and of none other.");
            await site.NoticeAsync();
            site.Clock.Advance(TimeSpan.FromMinutes(2));
        }
        await site.GatherAsync();

        var ids = await site.ReadAsync(db => db.Forecasts.Where(f => f.Slug == slug).Select(f => f.Id).SingleAsync());
        var notices = await site.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.ForecastId == ids).ToListAsync());
        notices.Sum(n => n.Count).ShouldBe(Arguments + Answers);
        var outs = notices.Select(n => n.OutAt!.Value).Distinct().Order().ToList();
        outs.Count.ShouldBeGreaterThan(5, "they come out though there are many");
        notices.Count.ShouldBeLessThanOrEqualTo(2 * outs.Count, "one of the arguments and one of the answers in each gathering");
        outs.ShouldAllBe(one => outs.Count(other => other >= one && other <= one.AddHours(1)) < 10);

        var page = await PageAsync(ben);
        page.QuerySelector("#notices .n")!.TextContent.ShouldBe($"{outs.Count}");
        await ben.Visitor.SubmitAsync("main > form");
        ben.Visitor.Page.QuerySelector("#notices .n")!.HasAttribute("hidden").ShouldBeTrue();
        ben.Visitor.Page.QuerySelectorAll(".gathering.new").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("51")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("many")]
    public async Task Points_are_whole_and_no_more_than_there_can_be(string points)
    {
        await ben.Visitor.GetAsync("/notices/choices");
        await ben.Visitor.SubmitAsync("form:has([name=points])", ("points", points), ("Criteria", "None"));
        ben.Visitor.Status.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        ben.Visitor.Page.QuerySelector("#points-error")!.Words().ShouldBe("Give a whole number of points from 0 to 50.");
        ben.Visitor.Page.QuerySelector("#points")!.GetAttribute("value").ShouldBe(points);
        ben.Visitor.Page.QuerySelector("[name=Criteria][checked]")!.GetAttribute("value").ShouldBe("None", "what was chosen beside it isn't lost");
        (await ben.Visitor.GetAsync("/notices/choices")).QuerySelector("[name=Criteria][checked]")!.GetAttribute("value").ShouldBe("Here", "nor is it saved");
    }

    [Fact]
    public async Task Notices_are_kept_for_three_months()
    {
        await FollowAsync(ben, slug);
        await ada.ArguedAsync(slug, "for", Words);
        await site.GatherAsync();
        site.Clock.Advance(Textak.Web.Features.Notices.NoticeBox.Kept);
        var eva = await JoinAsync(Fresh.Name("Eva"));
        var newer = await eva.ArguedAsync(slug, "against", Answer);
        await site.GatherAsync();
        (await site.ReadAsync(db => db.Notices.Where(n => n.Forecast!.Slug == slug).Select(n => n.ArgumentId).ToListAsync())).ShouldBe([newer]);
    }

    private async Task<Participant> JoinAsync(string name)
    {
        var person = await Participant.JoinAsync(site, name);
        people.Add(person);
        return person;
    }
}
