using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Live;
using Textak.Tests.Moderation;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;
using Textak.Web.Platform;

namespace Textak.Tests.Sanctions;

/// <summary>Commands of one transaction: who may speak is what those before it have left.</summary>
[Collection(nameof(ModeratedSite))]
public sealed class HushedTogetherTests(LiveSite site) : LogTests(site)
{
    private const string Why = "It was too much.";

    [Fact]
    public async Task Two_arguments_of_one_person_see_each_other_in_slow_mode_and_those_of_others_do_not()
    {
        var other = await SomebodyAsync();
        var outcomes = await TogetherAsync(
            () => SayAsync(Account), () => SayAsync(Account), () => Log.AppendAsync(Next(), new SetSlowMode(10, Why).ApplyAsync),
            () => SayAsync(other), () => SayAsync(Account), () => SayAsync(other), () => Log.AppendAsync(Next(), new SetSlowMode(0, Why).ApplyAsync), () => SayAsync(other));

        outcomes.Select(outcome => outcome.Answer?.Seq).ShouldBe([3, 4, 5, 6, null, null, 7, 8]);
        foreach (var refused in outcomes.Where(outcome => outcome.Answer is null)) refused.Refusal!.Message.ShouldStartWith("This board is in slow mode: one argument in 10 minutes");
    }

    [Fact]
    public async Task Who_is_muted_says_nothing_after_it_and_speaks_again_once_it_is_lifted()
    {
        var (person, other) = (await SomebodyAsync(), await SomebodyAsync());
        var outcomes = await TogetherAsync(
            () => SayAsync(person), () => MuteAsync(person, "3"), () => SayAsync(person), () => SayAsync(other), () => MuteAsync(other, "1"),
            () => LiftAsync(person), () => SayAsync(person), () => SayAsync(other), () => LiftAsync(other), () => SayAsync(other));

        outcomes.Select(outcome => outcome.Answer?.Seq).ShouldBe([3, 4, null, 5, 6, 7, 8, null, 9, 10]);
        foreach (var refused in outcomes.Where(outcome => outcome.Answer is null)) refused.Refusal!.Message.ShouldStartWith("You are muted on this board until");
        (await Site.ForecastAsync(Slug)).MutedUntil.ShouldBeNull("nobody has to be looked up any more");
    }

    [Fact]
    public async Task A_new_account_does_not_get_past_its_limit_by_hurrying()
    {
        var (young, elder) = (await SomebodyAsync(), await SomebodyAsync());
        var outcomes = await TogetherAsync(() => SayAsync(young, atMost: 2), () => SayAsync(young, atMost: 2), () => SayAsync(young, atMost: 2), () => SayAsync(elder));

        outcomes.Select(outcome => outcome.Answer?.Seq).ShouldBe([3, 4, null, 5]);
        outcomes[2].Refusal!.Message.ShouldStartWith("A new account may post 2 arguments on its first day.");
    }

    [Fact]
    public async Task Only_where_somebody_may_have_to_be_silent_is_it_looked_up()
    {
        var (today, later) = (Now, Now.AddDays(2));
        (await LooksUpAsync(today)).ShouldBeFalse();
        (await MuteAsync(await SomebodyAsync(), "1")).Answer.ShouldNotBeNull();
        (await LooksUpAsync(today), await LooksUpAsync(later)).ShouldBe((true, false));
        (await Log.AppendAsync(Next(), new SetSlowMode(5, Why).ApplyAsync)).Answer.ShouldNotBeNull();
        (await LooksUpAsync(later)).ShouldBeTrue();

        async Task<bool> LooksUpAsync(DateTimeOffset now) => new PostArgument("for", "An argument like any other.", null).Reads(await Site.ForecastAsync(Slug), now);
    }

    private DateTimeOffset Now => Site.Services.GetRequiredService<TimeProvider>().Now();

    /// <summary>Carries out in one transaction what is handed in, behind an estimate.</summary>
    private async Task<Outcome[]> TogetherAsync(params Func<Task<Outcome>>[] commands)
    {
        var go = new TaskCompletionSource();
        var first = await HoldAsync(go.Task, new SetEstimate(40).ApplyAsync);
        var waiting = commands.Select(send => send()).ToList();
        go.SetResult();
        (await first.Outcome).Answer!.Seq.ShouldBe(2);
        return await Task.WhenAll(waiting);
    }

    private Task<Outcome> SayAsync(long who, int? atMost = null)
    {
        var post = new PostArgument("for", "An argument like any other.", null) { AtMost = atMost };
        return Log.AppendAsync(new(Board, who, Ids.New()), post.ApplyAsync, board => post.Reads(board, Now));
    }

    private Task<Outcome> MuteAsync(long who, string days) =>
        Log.AppendAsync(Next(), change => new ImposeSanction(SanctionKind.Mute, days, Why, Administers: true).MuteAsync(change, who));

    private Task<Outcome> LiftAsync(long who) => Log.AppendAsync(Next(), async change =>
        await new LiftSanction(await change.Db.Sanctions.Where(s => s.AccountId == who).Select(s => s.Id).SingleAsync(), Why, Administers: true).UnmuteAsync(change));

    private async Task<long> SomebodyAsync()
    {
        var name = Fresh.Name();
        (await Site.RegisterAsync(name)).Dispose();
        return await Site.ReadAsync(db => db.Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync());
    }
}
