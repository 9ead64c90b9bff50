using System.Net;
using Textak.Tests.Forecasts.Import;
using Textak.Tests.Live;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Criteria;

/// <summary>Resolution criteria are versions: who changes them says why, and who stands on an older one is asked.</summary>
public sealed class CriteriaTests(LiveSite site) : IClassFixture<LiveSite>, IAsyncLifetime
{
    private const string New = "True if it happens twice.", Reason = "Once is chance.";

    private Participant ada = null!, ben = null!, keeper = null!;
    private string slug = null!;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        (ada, ben) = (await Participant.JoinAsync(site, Fresh.Name()), await Participant.JoinAsync(site, Fresh.Name()));
        keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        foreach (var person in new[] { ada, ben, keeper }) person.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_change_shows_word_by_word_what_who_and_why_to_all_at_once()
    {
        await using var watcher = await Watcher.OfAsync(site, slug);
        var id = Ids.New();

        var answer = (await keeper.ChangeCriteriaAsync(slug, 1, New, Reason, id)).ShouldBeTaken();
        (await keeper.ChangeCriteriaAsync(slug, 1, New, Reason, id)).ShouldBeTaken().ShouldBe(answer, "the second click of a double click");

        await watcher.ReachesAsync(answer.Seq);
        using var reader = site.Visit();
        var page = await reader.GetAsync($"/f/{slug}");
        watcher.Screen.ShouldEqual(page);
        page.QuerySelector("#criteria > p")!.TextContent.ShouldBe(New);
        page.QuerySelector("#criteria summary")!.Words().ShouldStartWith("Version 2, changed");
        page.QuerySelector("#criteria details")!.Words().ShouldContain($": {Reason}");
        page.QuerySelector("#criteria .rewording")!.Words().ShouldBe("True if it happens[added: twice].");
        page.QuerySelector(".activity li")!.Words().ShouldEndWith($"A moderator changed the criteria: {Reason}");
        var frame = watcher.Pushed.Last(f => f.Criteria is not null);
        (frame.CriteriaNumber, frame.Criteria!.Contains(New, StringComparison.Ordinal)).ShouldBe((2, true));

        var versions = (await reader.GetAsync($"/f/{slug}/criteria")).QuerySelectorAll(".versions h2").Select(h => h.Words());
        versions.ShouldBe(["Version 2, in force", "Version 1"]);
        reader.Page.QuerySelectorAll("main form").ShouldBeEmpty("only moderators change them");
        var ledger = await Ledger.ReadAsync(site, slug);
        (ledger.Events[^1].Kind, ledger.Acts.ShouldHaveSingleItem().Reason, ledger.Versions[^1].Why).ShouldBe((EventKind.CriteriaChanged, Reason, Reason));
    }

    [Fact]
    public async Task Who_stands_on_an_older_version_is_asked_and_reaffirms_with_one_click()
    {
        await ada.EstimateAsync(slug, 40);
        await ben.EstimateAsync(slug, 70);
        await using var watcher = await Watcher.OfAsync(site, slug);
        (await AskedAsync(ada)).ShouldBeNull();

        (await keeper.ChangeCriteriaAsync(slug, 1, New, Reason)).ShouldBeTaken();
        (await AskedAsync(ada)).ShouldBe("The resolution criteria have changed since you set your estimate.");
        (await StandingAsync()).ShouldBe("0 of 2 estimates stand on this version, 2 on version 1.");

        await ada.Visitor.SubmitAsync("#reaffirm");
        (await AskedAsync(ada)).ShouldBeNull();
        (await StandingAsync()).ShouldBe("1 of 2 estimates stand on this version, 1 on version 1.");
        await watcher.ReachesAsync(await site.HeadAsync(slug));
        watcher.Screen.Text.ShouldContain("1 of 2 estimates stand on this version, 1 on version 1.");
        (await AskedAsync(ben)).ShouldNotBeNull();
        (await ben.EstimateAsync(slug, 71)).ShouldBeTaken();
        (await AskedAsync(ben)).ShouldBeNull("a new estimate is one under the new criteria");
        (await keeper.ChangeCriteriaAsync(slug, 2, "True if it happens three times.", "Twice is chance too.")).ShouldBeTaken();
        (await ada.WithdrawAsync(slug)).ShouldBeTaken();
        (await StandingAsync()).ShouldBe("0 of 1 estimate stands on this version, 1 on version 2.");

        var ledger = await Ledger.ReadAsync(site, slug);
        var again = ledger.Estimates.Single(e => ledger.Events.Single(v => v.Seq == e.Seq).Kind == EventKind.EstimateReaffirmed);
        (again.Percent, again.Before, again.CriteriaNumber).ShouldBe((40, 40, 2));
        await watcher.ReachesAsync(ledger.Forecast.LastSeq);
        using var reader = site.Visit();
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task Reaffirming_keeps_the_reasons_that_are_still_to_be_seen()
    {
        var (kept, gone) = (await keeper.ArguedAsync(slug, "for", "An argument that will stay."), await ben.ArguedAsync(slug, "for", "An argument that will go."));
        await ada.EstimateAsync(slug, 40);
        (await ada.MoveAsync(slug, 60, $"a{kept}", $"a{gone}")).ShouldBeTaken();
        (await keeper.HideAsync(slug, gone, "Off topic")).ShouldBeTaken();

        (await ada.ReaffirmAsync(slug, 60)).ShouldBeTaken();

        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.Receipts.Where(r => r.Seq == ledger.Estimates[^1].Seq).ShouldHaveSingleItem().ArgumentId.ShouldBe(kept);
        (await AskedAsync(ada)).ShouldBeNull();
    }

    [Fact]
    public async Task What_can_not_be_stood_by_is_refused()
    {
        (await ada.ReaffirmAsync(slug, 40)).ShouldBeRefused("", "You have no estimate here to stand by.");
        await ada.EstimateAsync(slug, 40);
        (await ada.ReaffirmAsync(slug, 41)).ShouldBeRefused("", "You say 40% by now.");
        (await ada.WithdrawAsync(slug)).ShouldBeTaken();
        (await ada.ReaffirmAsync(slug, 40)).ShouldBeRefused("", "You have no estimate here to stand by.");
        (await Ledger.ReadAsync(site, slug)).Estimates.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", Reason, "Text", "Say what makes it true")]
    [InlineData("True if it happens.", Reason, "Text", "That is what they say already.")]
    [InlineData("...", Reason, "Text", "Say it in words")]
    [InlineData(New, " ", "Reason", "Say why")]
    [InlineData(New, "!", "Reason", "Say it in words")]
    public async Task A_change_without_text_or_reason_is_refused_and_comes_back(string text, string reason, string field, string message)
    {
        (await keeper.ChangeCriteriaAsync(slug, 1, text, reason)).ShouldBeRefused(field, message);
        var reply = await keeper.ChangeCriteriaAsync(slug, 1, text, reason, manner: Manner.Form);
        reply.ShouldComplain($"#{field.ToLowerInvariant()}-error", message);
        reply.Page!.QuerySelector("#text")!.TextContent.ShouldBe(text);
        (await Ledger.ReadAsync(site, slug)).Versions.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_is_made_to_what_its_author_read_and_only_while_estimates_can_follow()
    {
        (await keeper.ChangeCriteriaAsync(slug, 1, new string('a', 2001), Reason)).ShouldBeRefused("Text", "at most 2000");
        (await keeper.ChangeCriteriaAsync(slug, 1, New, new string('b', 1001))).ShouldBeRefused("Reason", "within 1000");
        (await keeper.ChangeCriteriaAsync(slug, 1, New, Reason)).ShouldBeTaken();
        (await keeper.ChangeCriteriaAsync(slug, 1, "True if it never happens.", Reason)).ShouldBeRefused("", "Somebody else changed the criteria meanwhile.");
        (await keeper.StepAsync(slug, "Lock", "For now.")).ShouldBeTaken();
        (await keeper.ChangeCriteriaAsync(slug, 2, "True if it never happens.", Reason)).ShouldBeRefused("", "only while it is open");
        (await keeper.Visitor.GetAsync($"/f/{slug}/criteria")).QuerySelectorAll("main form").ShouldBeEmpty();
        (await ada.ChangeCriteriaAsync(slug, 2, "True if it never happens.", Reason)).Status.ShouldNotBe(HttpStatusCode.UnprocessableEntity);
        (await Ledger.ReadAsync(site, slug)).Versions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_import_of_a_changed_file_changes_no_criteria()
    {
        await site.ImportAsync("moon.md", Files.Moon);
        var before = await Ledger.ReadAsync(site, "crewed-moon-landing");

        var again = await site.ImportAsync("moon.md", Files.Moon.Replaced(before.Forecast.Criteria[..20], "Something else is needed now, "));

        again.Lines.ShouldHaveSingleItem().ShouldEndWith("already there, at /f/crewed-moon-landing; nothing was added.");
        var after = await Ledger.ReadAsync(site, "crewed-moon-landing");
        (after.Forecast.Criteria, after.Forecast.LastSeq, after.Versions.Count).ShouldBe((before.Forecast.Criteria, before.Forecast.LastSeq, 1));
        after.ShouldAddUp();
    }

    private async Task<string?> AskedAsync(Participant person)
    {
        var form = (await person.Visitor.GetAsync($"/f/{slug}")).QuerySelector("#reaffirm")!;
        return form.HasAttribute("hidden") ? null : string.Join(' ', form.QuerySelectorAll("[data-why]:not([hidden])").Select(why => why.Words()));
    }

    private async Task<string> StandingAsync()
    {
        using var reader = site.Visit();
        return (await reader.GetAsync($"/f/{slug}")).QuerySelector("#criteria .standing")!.TextContent;
    }
}
