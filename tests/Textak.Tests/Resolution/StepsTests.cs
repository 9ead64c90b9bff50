using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Resolution;

namespace Textak.Tests.Resolution;

/// <summary>Which step leads where, and for how long.</summary>
public sealed class StepsTests
{
    private static readonly DateTimeOffset Opened = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Step[] Ends = [Step.ResolveTrue, Step.ResolveFalse, Step.CallAmbiguous, Step.Annul];

    // Status, before the horizon, for an admin: what is offered
    public static TheoryData<Status, bool, bool, Step[]> Offers => new()
    {
        { Status.Proposed, true, true, [Step.Publish, Step.Annul] },
        { Status.Open, true, true, [Step.Lock, .. Ends] },
        { Status.Locked, true, false, Ends },
        { Status.Locked, true, true, [.. Ends, Step.Reopen] },
        { Status.Locked, false, true, Ends },
        { Status.ResolvedTrue, true, false, [] },
        { Status.ResolvedTrue, true, true, [Step.Reopen] },
        { Status.Annulled, false, true, [Step.Reopen] },
    };

    [Theory]
    [MemberData(nameof(Offers))]
    public void What_is_offered_is_what_is_taken(Status status, bool early, bool admin, Step[] offered)
    {
        var now = early ? Opened.AddDays(10) : Opened.AddDays(1000);
        Steps.From(In(status, now), admin, now).ShouldBe(offered);
        if (!admin) return;
        foreach (var step in Enum.GetValues<Step>())
            (Take(In(status, now), step, now) is null).ShouldBe(offered.Contains(step), $"{step} from {status}");
    }

    [Fact]
    public void A_resolution_is_taken_back_within_thirty_days_and_not_later()
    {
        var now = Opened.AddDays(10);
        In(Status.ResolvedFalse, now).Reopen(now.AddDays(30)).ShouldBeNull();
        In(Status.ResolvedFalse, now).Reopen(now.AddDays(30).AddTicks(1))!.Message.ShouldContain("within 30 days");
        Steps.From(In(Status.ResolvedFalse, now), administers: true, now.AddDays(30).AddTicks(1)).ShouldBeEmpty();
    }

    [Fact]
    public void After_the_horizon_it_comes_back_locked_and_before_it_open()
    {
        var forecast = In(Status.ResolvedTrue, Opened.AddDays(10));
        forecast.Reopen(Opened.AddDays(20));
        (forecast.Status, forecast.LockedAt, forecast.OpenSince).ShouldBe((Status.Open, null, Opened.AddDays(20)));

        forecast = In(Status.ResolvedTrue, forecast.DueAt.AddDays(1));
        forecast.Reopen(forecast.DueAt.AddDays(2));
        (forecast.Status, forecast.ResolvedAt).ShouldBe((Status.Locked, null));
        forecast.LockedAt.ShouldNotBeNull();
    }

    [Fact]
    public void Who_could_not_see_the_notice_gets_one_after_the_reopening()
    {
        var forecast = In(Status.Locked, Opened.AddDays(100));
        forecast.StaleAt(Opened).ShouldBe((Opened.AddDays(66), Opened.AddDays(73)));

        forecast.Reopen(Opened.AddDays(200));

        forecast.StaleAt(Opened).ShouldBe((Opened.AddDays(200), Opened.AddDays(207)));
        forecast.StaleAt(Opened.AddDays(190)).ShouldBe((Opened.AddDays(256), Opened.AddDays(263)));
    }

    [Fact]
    public void From_the_horizon_on_nothing_is_taken_though_nobody_has_locked_it_yet()
    {
        var forecast = In(Status.Open, Opened);
        forecast.ClosedAs(forecast.DueAt.AddTicks(-1)).ShouldBeNull();
        forecast.ClosedAs(forecast.DueAt)!.Message.ShouldContain("The horizon of this forecast has passed");
    }

    // Two years of 730 days, so that a tenth is 73
    private static Forecast In(Status status, DateTimeOffset now)
    {
        var forecast = new Forecast
        {
            Slug = "s", Title = "t", Thesis = "t", Criteria = "c", Category = Category.Work, Horizon = new(2028, 12, 30), OpenedAt = Opened,
        };
        if (status == Status.Proposed) return forecast.AsProposal();
        if (status == Status.Locked) forecast.Lock(now);
        else if (status != Status.Open) forecast.Resolve(status, "Because.", [], now);
        return forecast;
    }

    private static Refusal? Take(Forecast forecast, Step step, DateTimeOffset now) => step switch
    {
        Step.Publish => forecast.Publish(now),
        Step.Lock => forecast.Lock(now),
        Step.Reopen => forecast.Reopen(now),
        _ => forecast.Resolve(step switch { Step.ResolveTrue => Status.ResolvedTrue, Step.ResolveFalse => Status.ResolvedFalse, Step.CallAmbiguous => Status.Ambiguous, _ => Status.Annulled }, "Because.", [], now),
    };
}
