using System.Net;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Live;
using Textak.Tests.Moderation;
using Textak.Web.Features.Reports;

namespace Textak.Tests.Reports;

/// <summary>Who decides a case, on whichever page: nobody their own, nobody past another, and an admin in the end.</summary>
[Collection(nameof(ModeratedSite))]
public sealed class WhoDecidesTests(LiveSite site) : IAsyncLifetime
{
    private const string Words = "Buy our lamps, they are the best.", Why = "It advertises lamps", Yours = "It is yours: another moderator decides.";

    private Participant author = null!, reporter = null!, keeper = null!, second = null!, admin = null!;
    private string slug = null!;
    private long argument;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        reporter = await Participant.JoinAsync(site, Fresh.Name("Reporter"));
        keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        second = await Participant.ModerateAsync(site, Fresh.Name("Second"));
        admin = await Participant.AdminAsync(site, Fresh.Name("Chief"));
        argument = await author.ArguedAsync(slug, "for", Words);
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        foreach (var person in new[] { author, reporter, keeper, second, admin }) person.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Nobody_decides_what_is_their_own_or_reads_who_reported_it()
    {
        foreach (var (self, other) in new[] { (keeper, second), (admin, second) })
        {
            var own = await self.ArguedAsync(slug, "for", Words);
            (await reporter.ReportAsync(slug, own, "Spam", "Said in confidence.")).ShouldBeTaken();
            foreach (var act in new[] { "Claim", "Release", "Hide", "Dismiss", "Escalate" }) (await self.DecideAsync(slug, own, act, Why)).ShouldBeRefused("", Yours);
            (await self.HideAsync(slug, own, Why)).ShouldBeRefused("", Yours);
            (await self.Visitor.GetAsync("/moderation/queue")).DocumentElement.OuterHtml.ShouldSatisfyAllConditions(
                s => s.ShouldNotContain($"case-{own}"), s => s.ShouldNotContain("Said in confidence."));
            await self.Visitor.GetAsync($"/f/{slug}/arguments/{own}/case");
            self.Visitor.Status.ShouldBe(HttpStatusCode.NotFound);
            var page = await self.Visitor.GetAsync($"/f/{slug}/arguments/{own}/visibility");
            (page.QuerySelectorAll("main form").Length, page.QuerySelector("main .notice")!.TextContent).ShouldBe((0, Yours));

            (await other.DecideAsync(slug, own, "Hide", Why)).ShouldBeTaken();
            (await self.RestoreAsync(slug, own, "I like it")).ShouldBeRefused("", Yours);
            (await self.AppealAsync(slug, own, "I only asked who sells them.")).ShouldBeTaken();
            (await self.DecideAsync(slug, own, "Restore", "I like it")).ShouldBeRefused("", Yours);
            (await self.RestoreAsync(slug, own, "I like it")).ShouldBeRefused("", Yours);
        }
    }

    [Fact]
    public async Task No_page_leads_past_whoever_is_at_it_or_was_asked_or_hid_it()
    {
        (await reporter.ReportAsync(slug, argument, "Spam")).ShouldBeTaken();
        (await second.DecideAsync(slug, argument, "Claim")).ShouldBeTaken();
        (await keeper.HideAsync(slug, argument, Why)).ShouldBeRefused("", "is at it. Wait, or take another one.");
        (await admin.HideAsync(slug, argument, Why)).ShouldBeRefused("", "is at it. Take it over first, or wait.");
        (await second.DecideAsync(slug, argument, "Escalate", "The seller is a sponsor")).ShouldBeTaken();
        (await second.HideAsync(slug, argument, Why)).ShouldBeRefused("", "An admin was asked to decide it.");
        (await keeper.HideAsync(slug, argument, Why)).ShouldBeRefused("", "An admin was asked to decide it.");
        (await admin.HideAsync(slug, argument, Why)).ShouldBeTaken();

        (await author.AppealAsync(slug, argument, "I only asked who sells them.")).ShouldBeTaken();
        (await admin.RestoreAsync(slug, argument, "I was wrong")).ShouldBeRefused("", "You have hidden it: another moderator decides.");
        var shown = (await admin.Visitor.GetAsync($"/f/{slug}/arguments/{argument}/case")).QuerySelector($"#case-{argument}")!;
        shown.QuerySelectorAll("form").ShouldBeEmpty();
        (await second.RestoreAsync(slug, argument, "It sells nothing")).ShouldBeTaken();
    }

    [Fact]
    public async Task No_moderator_keeps_a_case_from_the_admins()
    {
        var other = await author.ArguedAsync(slug, "against", Words);
        foreach (var id in new[] { argument, other }) (await reporter.ReportAsync(slug, id, "Spam")).ShouldBeTaken();
        (await keeper.DecideAsync(slug, argument, "Escalate", "The seller is a sponsor")).ShouldBeTaken();
        (await second.DecideAsync(slug, argument, "Claim")).ShouldBeRefused("", "An admin was asked to decide it.");
        (await second.Visitor.GetAsync($"/f/{slug}/arguments/{argument}/case")).QuerySelectorAll($"#case-{argument} form").ShouldBeEmpty();
        (await second.DecideAsync(slug, argument, "Claim", manner: Manner.Form)).ShouldComplain(".case .error", "An admin was asked to decide it.");

        (await second.DecideAsync(slug, other, "Claim")).ShouldBeTaken();
        (await admin.DecideAsync(slug, other, "Dismiss", Why)).ShouldBeRefused("", "is at it. Take it over first, or wait.");
        (await keeper.DecideAsync(slug, other, "Claim")).ShouldBeRefused("", "is at it");
        (await admin.DecideAsync(slug, other, "Claim")).ShouldBeTaken();
        (await second.DecideAsync(slug, other, "Dismiss", Why)).ShouldBeRefused("", "is at it");
        (await admin.DecideAsync(slug, other, "Dismiss", Why)).ShouldBeTaken();
    }

    [Fact]
    public async Task What_one_can_decide_comes_first_and_what_does_not_fit_is_on_another_page()
    {
        // Whatever else was asked of admins here would come first too
        await site.ReadAsync(db => db.Cases.ExecuteUpdateAsync(c => c.SetProperty(x => x.State, CaseState.Settled)));
        var (mine, many) = (argument, new List<long>());
        (await reporter.ReportAsync(slug, mine, "Spam")).ShouldBeTaken();
        for (var n = 0; n < 51; n++)
        {
            many.Add(await author.ArguedAsync(slug, "for", $"{Words} {n}"));
            (await reporter.ReportAsync(slug, many[^1], "Spam")).ShouldBeTaken();
        }
        await site.ReadAsync(db => db.Cases.Where(c => many.Contains(c.ArgumentId)).ExecuteUpdateAsync(c => c.SetProperty(x => x.State, CaseState.Escalated)));
        try
        {
            var first = await keeper.Visitor.GetAsync("/moderation/queue");
            var ids = first.QuerySelectorAll(".case").Select(one => one.Id!).ToList();
            ids.ShouldContain($"case-{mine}");
            ids.Count.ShouldBe(50);
            var count = int.Parse(first.QuerySelector("h1 .n")!.TextContent, System.Globalization.CultureInfo.InvariantCulture);
            count.ShouldBeGreaterThanOrEqualTo(52);
            first.Title!.ShouldContain($"Queue ({count})");
            await keeper.Visitor.GetAsync($"/moderation/queue{first.QuerySelector("a[rel=next]")!.GetAttribute("href")}");
            ids.AddRange(keeper.Visitor.Page.QuerySelectorAll(".case").Select(one => one.Id!));
            ids.Distinct().Count().ShouldBe(ids.Count);
            foreach (var id in many) ids.ShouldContain($"case-{id}");
            // To an admin they are first
            (await admin.Visitor.GetAsync("/moderation/queue")).QuerySelectorAll(".case").Select(one => one.Id).ShouldBeSubsetOf(many.Select(id => $"case-{id}"));
        }
        finally
        {
            await site.ReadAsync(db => db.Cases.Where(c => db.Forecasts.Any(f => f.Id == c.ForecastId && f.Slug == slug)).ExecuteUpdateAsync(c => c.SetProperty(x => x.State, CaseState.Settled)));
        }
    }

    [Fact]
    public async Task Of_many_reports_it_counts_all_and_shows_the_newest()
    {
        for (var n = 0; n < 22; n++)
        {
            using var one = await Participant.JoinAsync(site, Fresh.Name("One"));
            (await one.ReportAsync(slug, argument, n % 3 == 0 ? "Spam" : "Abuse", $"Note number {n}.")).ShouldBeTaken();
        }
        var shown = (await keeper.Visitor.GetAsync("/moderation/queue")).QuerySelector($"#case-{argument}")!;
        shown.QuerySelector("h2 .n")!.TextContent.ShouldBe("22");
        shown.QuerySelectorAll(".causes li").Select(cause => cause.TextContent).ShouldBe(["14 × insult, threat or hate", "8 × advertising or spam"]);
        var notes = shown.QuerySelectorAll(".reports li").Select(note => note.Words()).ToList();
        notes.Count.ShouldBe(21);
        notes[0].ShouldEndWith("Note number 21.");
        notes[^2].ShouldEndWith("Note number 2.");
        notes[^1].ShouldBe("and 2 more");
    }
}
