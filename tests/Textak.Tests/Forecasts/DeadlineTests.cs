using Microsoft.Extensions.DependencyInjection;
using Textak.Forecasting;
using Textak.Tests.Live;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Resolution;
using Textak.Web.Platform;

namespace Textak.Tests.Forecasts;

/// <summary>What is due by the clock is done by one node at a time, whichever lives, and everybody sees it at once.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private readonly CalendarSite one = new(), two;
    private readonly List<IDisposable> people = [];

    public DeadlineTests()
    {
        two = new() { Beside = one, Clock = one.Clock };
        two.Settings["Node:Name"] = "two";
    }

    public async ValueTask InitializeAsync()
    {
        await one.InitializeAsync();
        await two.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people) person.Dispose();
        await two.DisposeAsync();
        await one.DisposeAsync();
    }

    [Fact]
    public async Task When_the_horizon_passes_the_forecast_is_locked_by_itself()
    {
        // Too short for an estimate to grow stale
        var slug = await OpenAsync(days: 25);
        var ada = await JoinAsync("Ada");
        (await ada.EstimateAsync(slug, 60)).ShouldBeTaken();
        await using var watcher = await Watcher.OfAsync(two, slug);

        one.Clock.Advance(TimeSpan.FromDays(25));
        await MeetAsync(one);
        (await one.ForecastAsync(slug)).Status.ShouldBe(Status.Open, "its last day isn't over");
        one.Clock.Advance(TimeSpan.FromDays(1));
        ada = await BackAsync("Ada");
        (await ada.EstimateAsync(slug, 61)).Complaint.ShouldMatch("horizon of this forecast has passed|forecast is locked");

        // Nobody asks for it
        await watcher.ReceivesAsync(frame => !frame.Open && frame.Standing?.Contains(TakeStep.HorizonPassed, StringComparison.Ordinal) == true, "the watcher sees it locked");
        (await ada.ArgueAsync(slug, "for", "Too late, but still true.")).ShouldBeRefused("for-", "This forecast is locked");
        var ledger = await Ledger.ReadAsync(one, slug);
        ledger.ShouldAddUp();
        (ledger.Forecast.Status, ledger.Forecast.Probability, ledger.Forecast.ClosedAt).ShouldBe((Status.Locked, .6, ledger.Events[^1].At));
        ledger.Events.Count(e => e.Kind == EventKind.Locked).ShouldBe(1);
        var page = await ada.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector("#standing")!.Words().ShouldContain(TakeStep.HorizonPassed);
        page.QuerySelectorAll("main form:not(.follow)").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stale_estimate_is_announced_then_leaves_the_number_and_comes_back_with_one_click()
    {
        var slug = await OpenAsync(days: 200);
        var (ada, ben) = (await JoinAsync("Ada"), await JoinAsync("Ben"));
        await ada.EstimateAsync(slug, 20);
        await ben.EstimateAsync(slug, 70);
        (await AskedAsync(ada, slug)).ShouldBeNull();
        await using var watcher = await Watcher.OfAsync(one, slug);

        one.Clock.Advance(TimeSpan.FromDays(24));
        (ada, ben) = (await BackAsync("Ada"), await BackAsync("Ben"));
        (await AskedAsync(ada, slug)).ShouldNotBeNull().ShouldStartWith("Your estimate grows stale on ");
        (await ada.Visitor.GetAsync("/u/Ada")).QuerySelector("ul.open .about")!.Words().ShouldMatch("^You say 20%. It grows stale on .*: stand by it, or change it$");
        (await ben.Visitor.GetAsync("/u/Ada")).QuerySelector("ul.open .about").ShouldBeNull("it is Ada's alone");
        await ben.Visitor.GetAsync($"/f/{slug}");
        await ben.Visitor.SubmitAsync("#reaffirm");
        (await AskedAsync(ben, slug)).ShouldBeNull();
        await MeetAsync(one);
        (await one.ForecastAsync(slug)).Estimates.ShouldBe(2, "nothing leaves before its time");

        one.Clock.Advance(TimeSpan.FromDays(7));
        await MeetAsync(one);

        var ledger = await Ledger.ReadAsync(one, slug);
        ledger.ShouldAddUp();
        (ledger.Events[^1].Kind, ledger.Forecast.Probability, ledger.Estimates.Count).ShouldBe((EventKind.EstimateAged, .7, 3));
        await watcher.ReceivesAsync(frame => frame.Percent == 70 && frame.Points.Any(point => point.By == ledger.Events[^1].ById), "the number moves for everybody");
        ada = await BackAsync("Ada");
        (await AskedAsync(ada, slug)).ShouldBe("Your estimate grew stale, and no longer counts.");
        ada.Visitor.Page.QuerySelector(".activity li")!.Words().ShouldEndWith("The estimate of Ada grew stale: 45% to 70%");
        await ada.Visitor.SubmitAsync("#reaffirm");
        (await AskedAsync(ada, slug)).ShouldBeNull();
        ledger = await Ledger.ReadAsync(one, slug);
        ledger.ShouldAddUp();
        ledger.Forecast.Estimates.ShouldBe(2);
        await watcher.ReachesAsync(ledger.Forecast.LastSeq);
        watcher.Screen.ShouldEqual(await ada.Visitor.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task An_old_estimate_that_is_imported_gives_notice_first()
    {
        // A tenth of the time until the end of 2030 is less than 250 days
        var slug = await one.OpenAsync(Fresh.Slug(), "opened: 300 days ago\nhistory: 290 days ago 40");
        await MeetAsync(one);
        (await one.ForecastAsync(slug)).Estimates.ShouldBe(1);

        one.Clock.Advance(Staleness.Notice);
        await MeetAsync(one);

        (await one.ForecastAsync(slug)).Estimates.ShouldBe(0);
        (await Ledger.ReadAsync(one, slug)).ShouldAddUp();
    }

    [Fact]
    public async Task Two_nodes_at_once_do_each_thing_once()
    {
        var slug = await OpenAsync(days: 200);
        var crowd = await Task.WhenAll(Enumerable.Range(0, 70).Select(async i =>
        {
            using var person = await Participant.JoinAsync(one, Fresh.Name());
            return (await person.EstimateAsync(slug, 1 + i)).ShouldBeTaken().Seq;
        }));
        await using var watcher = await Watcher.OfAsync(two, slug);
        one.Clock.Advance(TimeSpan.FromDays(31));

        await Task.WhenAll(MeetAsync(one), MeetAsync(two), MeetAsync(one), MeetAsync(two));
        // Who found the lease taken comes again
        await MeetAsync(two);

        var ledger = await Ledger.ReadAsync(one, slug);
        ledger.ShouldAddUp();
        ledger.Events.Count(e => e.Kind == EventKind.EstimateAged).ShouldBe(crowd.Length);
        ledger.Estimates.Select(e => (e.Seq, e.EndSeq)).OrderBy(e => e.EndSeq).ShouldBe(ledger.Estimates.Select(e => (e.Seq, e.EndSeq)), "the oldest goes first");
        (ledger.Forecast.Estimates, ledger.Forecast.Probability).ShouldBe((0, null));
        await watcher.ReachesAsync(ledger.Forecast.LastSeq);
        using var reader = two.Visit();
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task A_node_that_died_with_the_lease_keeps_it_for_half_a_minute_and_no_longer()
    {
        var slug = await OpenAsync(days: 40);
        one.Clock.Advance(TimeSpan.FromDays(40));
        await one.UseAsync<TextakDb>(async db => (await TakeAsync(db, "a node that dies")).ShouldBeTrue());
        // The day turns, and what is due is another's
        one.Clock.Advance(TimeSpan.FromDays(1));
        await one.UseAsync<TextakDb>(async db => (await TakeAsync(db, "a node that dies")).ShouldBeTrue());
        await Task.WhenAll(MeetAsync(one), MeetAsync(two));
        (await one.ForecastAsync(slug)).Status.ShouldBe(Status.Open);

        one.Clock.Advance(Deadlines.Lasts);
        await MeetAsync(two);

        (await one.ForecastAsync(slug)).Status.ShouldBe(Status.Locked);
        (await Ledger.ReadAsync(one, slug)).ShouldAddUp();
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_one_has_the_lease_and_who_returns_it_gives_it_on()
    {
        for (var round = 0; round < 5; round++)
        {
            var name = $"race {round}";
            var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            {
                await using var scope = (i % 2 == 0 ? one : two).Services.CreateAsyncScope();
                return await Lease.TakeAsync(scope.ServiceProvider.GetRequiredService<TextakDb>(), name, $"node {i}", one.Clock.Now(), Deadlines.Lasts);
            })));
            taken.Count(has => has).ShouldBe(1);
            var holder = $"node {Array.IndexOf(taken, true)}";
            await one.UseAsync<TextakDb>(async db =>
            {
                (await Lease.TakeAsync(db, name, holder, one.Clock.Now(), Deadlines.Lasts)).ShouldBeTrue("it may keep it for longer");
                await Lease.ReturnAsync(db, name, "somebody else", one.Clock.Now());
                (await Lease.TakeAsync(db, name, "another", one.Clock.Now(), Deadlines.Lasts)).ShouldBeFalse("it was not the other's to return");
                await Lease.ReturnAsync(db, name, holder, one.Clock.Now());
                (await Lease.TakeAsync(db, name, "another", one.Clock.Now(), Deadlines.Lasts)).ShouldBeTrue();
            });
        }
    }

    private async Task<string> OpenAsync(int days)
    {
        var slug = Fresh.Slug();
        var now = one.Clock.Now();
        await one.UseAsync<BoardLog>(async log => await log.OpenAsync(() => new()
        {
            Slug = slug, Title = $"The question called {slug}", Thesis = "It may.", Criteria = "True if it is.", Category = Category.Work,
            Horizon = DateOnly.FromDateTime(now.UtcDateTime).AddDays(days), OpenedAt = now,
        }, await Textak.Web.Features.Accounts.EditorialAccount.EnsureAsync(one.Services), () => []));
        return slug;
    }

    private Task<bool> TakeAsync(TextakDb db, string holder) => Lease.TakeAsync(db, Deadlines.LeaseName, holder, one.Clock.Now(), Deadlines.Lasts);

    private static Task MeetAsync(Site site) => site.Services.GetRequiredService<Deadlines>().MeetAsync(CancellationToken.None);

    private async Task<Participant> JoinAsync(string name)
    {
        var person = await Participant.JoinAsync(one, name);
        people.Add(person);
        return person;
    }

    private async Task<Participant> BackAsync(string name)
    {
        var person = await one.BackAsync(name);
        people.Add(person);
        return person;
    }

    private static async Task<string?> AskedAsync(Participant person, string slug)
    {
        var form = (await person.Visitor.GetAsync($"/f/{slug}")).QuerySelector("#reaffirm")!;
        return form.HasAttribute("hidden") ? null : string.Join(' ', form.QuerySelectorAll("[data-why]:not([hidden])").Select(why => why.Words()));
    }
}
