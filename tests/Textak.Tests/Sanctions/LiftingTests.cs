using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Moderation;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Sanctions;
using Textak.Web.Platform;

namespace Textak.Tests.Sanctions;

/// <summary>Who ends before its time what somebody has to bear, and who doesn't.</summary>
[Collection(nameof(ModeratedSite))]
public sealed class LiftingTests(LiveSite site) : IAsyncLifetime
{
    private const string Why = "It went too far, twice.", Enough = "That was enough";

    private Participant person = null!, keeper = null!, second = null!, admin = null!;
    private string slug = null!, name = null!, keeperName = null!;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        person = await Participant.JoinAsync(site, name = Fresh.Name());
        keeper = await Participant.ModerateAsync(site, keeperName = Fresh.Name("Keeper"));
        second = await Participant.ModerateAsync(site, Fresh.Name("Second"));
        admin = await Participant.AdminAsync(site, Fresh.Name("Chief"));
    }

    public async ValueTask DisposeAsync()
    {
        (await site.ReadAsync(db => AuditChain.FindFaultAsync(db, new Dictionary<long, string>()))).ShouldBeNull();
        foreach (var one in new[] { person, keeper, second, admin }) one.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task No_moderator_lifts_their_own_or_anothers()
    {
        (await admin.SanctionAsync(keeperName, "Mute", Why, "3", slug)).ShouldBeTaken();
        var mute = await NewestAsync(keeperName);
        (await keeper.LiftAsync(keeperName, mute, Enough)).ShouldBeRefused("lift-", "your own account");
        (await second.LiftAsync(keeperName, mute, Enough)).ShouldBeRefused("lift-", "They moderate too");
        (await keeper.ArgueAsync(slug, "for", "It can not be said here.")).ShouldBeRefused("for-", "You are muted");
        foreach (var (who, said) in new[] { (keeper, "This is your own account."), (second, "They moderate too: that is for an admin.") })
        {
            var page = await PageAsync(who, keeperName);
            page.QuerySelectorAll("main form").ShouldBeEmpty();
            page.QuerySelector("main > .notice")!.TextContent.ShouldBe(said);
        }
        (await admin.LiftAsync(keeperName, mute, Enough)).ShouldBeTaken();

        (await admin.SanctionAsync(keeperName, "Suspension", Why, "2")).ShouldBeTakenToo();
        (await second.LiftAsync(keeperName, await NewestAsync(keeperName), Enough)).ShouldBeRefused("lift-", "They moderate too");
        (await UntilAsync(keeperName)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_an_admin_imposed_an_admin_lifts_however_short_it_is()
    {
        (await admin.SanctionAsync(name, "Mute", Why, "3", slug)).ShouldBeTaken();
        var mute = await NewestAsync(name);
        (await keeper.LiftAsync(name, mute, Enough)).ShouldBeRefused("lift-", "an admin lifts it");
        (await person.ArgueAsync(slug, "for", "It can not be said here.")).ShouldBeRefused("for-", "You are muted");
        (await admin.SanctionAsync(name, "Suspension", Why, "1")).ShouldBeTakenToo();
        (await keeper.SanctionAsync(name, "Suspension", Why, "1")).ShouldBeTakenToo();
        foreach (var (who, forms) in new[] { (keeper, 0), (admin, 3) })
            (await PageAsync(who, name)).QuerySelectorAll("form[action*='handler=lift']").Length.ShouldBe(forms);
        (await keeper.LiftAsync(name, await NewestAsync(name), Enough)).ShouldBeRefused("lift-", "an admin lifts it");
        (await UntilAsync(name)).ShouldNotBeNull();
        (await admin.LiftAsync(name, await NewestAsync(name), Enough)).ShouldBeTakenToo();
        (await admin.LiftAsync(name, mute, Enough)).ShouldBeTaken();
    }

    [Fact]
    public async Task A_moderators_day_does_not_end_what_whoever_runs_the_board_decided()
    {
        (await UserVerbs.RunAsync(site.Services, ["suspend", name])).ShouldBe(0);
        (await PageAsync(keeper, name)).QuerySelector(".versions li")!.Words().ShouldStartWith("Suspended for good whoever runs this board");
        (await keeper.SanctionAsync(name, "Suspension", Why, "1")).ShouldBeTakenToo();
        (await keeper.LiftAsync(name, await NewestAsync(name), Enough)).ShouldBeRefused("lift-", "an admin lifts it");
        (await UntilAsync(name)).ShouldBe(Account.ForGood);
    }

    [Fact]
    public async Task What_whoever_runs_the_board_decides_takes_the_place_of_what_was_decided_before()
    {
        (await admin.SanctionAsync(name, "Suspension", Why, "")).ShouldBeTakenToo();
        (await Ran.OnAsync(site, "users", "suspend", name, "--Suspend:Days=2")).ExitCode.ShouldBe(0);
        var now = site.Services.GetService(typeof(TimeProvider)) is TimeProvider time ? time.Now() : default;
        (await site.ReadAsync(db => Of(db.Sanctions, db, name).On(now).Select(s => s.Until).ToListAsync())).ShouldBe([(await UntilAsync(name))!.Value]);
        (await admin.LiftAsync(name, await NewestAsync(name), Enough)).ShouldBeTakenToo();
        (await UntilAsync(name)).ShouldBeNull();
    }

    [Fact]
    public async Task Ones_account_page_calls_each_by_its_name()
    {
        foreach (var kind in new[] { "Warning", "Mute" }) await keeper.SanctionAsync(name, kind, Why, kind == "Mute" ? "3" : "", slug);
        // Whoever is suspended doesn't get here: it is written by hand
        await site.ReadAsync(db => Of(db.Sanctions, db, name).Where(s => s.Kind == SanctionKind.Mute).ExecuteUpdateAsync(s => s.SetProperty(x => x.Kind, SanctionKind.Suspension)));
        (await person.Visitor.GetAsync("/account")).QuerySelectorAll("#sanctions + ul b").Select(label => label.TextContent)
            .ShouldSatisfyAllConditions(labels => labels.First().ShouldStartWith("You are suspended until"), labels => labels.Last().ShouldBe("A warning"));
    }

    [Fact]
    public async Task One_that_came_after_the_page_was_read_stays_a_warning()
    {
        (await keeper.SanctionAsync(name, "Warning", Why)).ShouldBeTakenToo();
        await person.Visitor.GetAsync("/account");
        (await keeper.SanctionAsync(name, "Warning", "And once more.")).ShouldBeTakenToo();
        await person.Visitor.SubmitAsync("form[action*='handler=warnings']");
        person.Visitor.Page.QuerySelector("#sanctions + ul")!.Words().ShouldBe("A warning And once more.");
        await person.Visitor.SubmitAsync("form[action*='handler=warnings']");
        person.Visitor.Page.QuerySelector("#sanctions").ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_lifting_keeps_what_was_typed_and_complains_where_it_was()
    {
        string typed = new('x', 1001);
        (await keeper.SanctionAsync(name, "Mute", Why, "3", slug)).ShouldBeTaken();
        (await keeper.SanctionAsync(name, "Mute", Why, "3", await site.OpenAsync(Fresh.Slug()))).ShouldBeTaken();
        var id = await NewestAsync(name);
        var page = (await keeper.LiftAsync(name, id, typed, manner: Manner.Form)).Page!;
        var fields = page.QuerySelectorAll<IHtmlInputElement>("form[action*='handler=lift'] input[name=reason]").ToList();
        fields.ConvertAll(field => (field.Value == typed, field.GetAttribute("aria-invalid"))).ShouldBe([(true, "true"), (false, null)]);
        page.GetElementById(fields[0].GetAttribute("aria-describedby")!)!.TextContent.ShouldContain("keep the reason within 1000");
        page.QuerySelectorAll(".versions .error:not([hidden])").Length.ShouldBe(1);
        // What is over has no form any more: the page says so
        (await keeper.LiftAsync(name, id, Enough)).ShouldBeTaken();
        (await keeper.LiftAsync(name, id, Enough, manner: Manner.Form)).ShouldComplain("main > .error", "nothing to lift");
    }

    private static IQueryable<Sanction> Of(IQueryable<Sanction> sanctions, Web.Data.TextakDb db, string name) =>
        sanctions.Where(s => db.Users.Any(a => a.Id == s.AccountId && a.UserName == name));

    private static Task<IHtmlDocument> PageAsync(Participant who, string name) => who.Visitor.GetAsync($"/u/{Uri.EscapeDataString(name)}/sanctions");

    private Task<long> NewestAsync(string whose) => site.ReadAsync(db => Of(db.Sanctions, db, whose).MaxAsync(s => s.Id));

    private Task<DateTimeOffset?> UntilAsync(string whose) => site.ReadAsync(db => db.Users.Where(a => a.UserName == whose).Select(a => a.SuspendedUntil).SingleAsync());
}
