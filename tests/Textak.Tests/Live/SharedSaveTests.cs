using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Live;

/// <summary>Commands of one transaction whose rules read nothing from the database are saved together.</summary>
public sealed class SharedSaveTests(BusySite site) : LogTests(site), IClassFixture<BusySite>
{
    private static readonly PostArgument Argument = new("for", "An argument like any other.", null);

    [Fact]
    public async Task Those_that_read_nothing_share_a_save_and_see_each_other()
    {
        var go = new TaskCompletionSource();
        var first = await HoldAsync(go.Task, Argument.ApplyAsync);
        var saves = 0;
        Task<Outcome>[] others =
        [
            Blindly(Next(), change =>
            {
                change.Db.SavedChanges += (_, _) => saves++;
                return new SetEstimate(40).ApplyAsync(change);
            }),
            Blindly(Next(), new SetEstimate(0).ApplyAsync),
            Blindly(Next(), new SetEstimate(60).ApplyAsync),
            Blindly(Next(), new PostArgument("against", "One without a source.", null).ApplyAsync),
            Blindly(Next(), new SetEstimate(null).ApplyAsync),
            Blindly(Next(), new SetEstimate(null).ApplyAsync),
            Blindly(Next(), new SetEstimate(70).ApplyAsync),
        ];
        go.SetResult();
        var outcomes = await Task.WhenAll([first.Outcome, .. others]);

        outcomes.Select(outcome => outcome.Answer?.Seq).ShouldBe([2, 3, null, 4, 5, 6, null, 7]);
        outcomes[4].Answer!.ArgumentId.ShouldNotBeNull();
        outcomes[6].Refusal!.Message.ShouldContain("no estimate here");
        saves.ShouldBe(1);
        (await Ledger.ReadAsync(Site, Slug)).Forecast.Estimates.ShouldBe(1);
    }

    [Fact]
    public async Task A_repetition_among_others_is_answered_as_it_was()
    {
        var old = Next();
        (await Blindly(old, new SetEstimate(20).ApplyAsync)).Answer!.Seq.ShouldBe(2);
        var go = new TaskCompletionSource();
        var first = await HoldAsync(go.Task, Argument.ApplyAsync);
        var again = Next();
        Task<Outcome>[] others =
        [
            Blindly(Next(), new SetEstimate(40).ApplyAsync),
            Blindly(again, new SetEstimate(60).ApplyAsync),
            Blindly(again, new SetEstimate(60).ApplyAsync),
            Blindly(old, new SetEstimate(20).ApplyAsync),
            Blindly(old, new SetEstimate(0).ApplyAsync),
            Blindly(Next(), new SetEstimate(80).ApplyAsync),
        ];
        go.SetResult();

        (await Task.WhenAll([first.Outcome, .. others])).Select(outcome => outcome.Answer?.Seq).ShouldBe([3, 4, 5, 5, 2, 2, 6]);
    }

    [Fact]
    public async Task All_who_leave_an_older_version_of_the_criteria_in_one_save_are_counted()
    {
        List<string> names = [Fresh.Name(), Fresh.Name(), Fresh.Name()];
        foreach (var name in names) (await Site.RegisterAsync(name)).Dispose();
        var people = await Site.ReadAsync(db => db.Users.Where(user => names.Contains(user.UserName!)).Select(user => user.Id).ToListAsync());
        Task<Outcome> SayAsync(long who, int? percent) => Log.AppendAsync(new(Board, who, Ids.New()), new SetEstimate(percent).ApplyAsync, reads: _ => false);
        foreach (var person in people) (await SayAsync(person, 30)).Answer.ShouldNotBeNull();
        (await Log.AppendAsync(Next(), new ChangeCriteria(1, "It stands in the register.", "The register is there now").ApplyAsync)).Answer.ShouldNotBeNull();
        var go = new TaskCompletionSource();
        var first = await HoldAsync(go.Task, Argument.ApplyAsync);
        Task<Outcome>[] others = [SayAsync(people[0], 40), SayAsync(people[1], null), SayAsync(people[0], 50)];
        go.SetResult();

        (await Task.WhenAll([first.Outcome, .. others])).Select(outcome => outcome.Answer?.Seq).ShouldBe([6, 7, 8, 9]);
        (await Site.ReadAsync(db => db.CriteriaVersions.Where(v => v.ForecastId == Board).OrderBy(v => v.Number).Select(v => v.LeftBehind).ToListAsync())).ShouldBe([1, 0]);
    }

    [Fact]
    public async Task Those_that_read_see_all_that_came_before_them_in_the_same_commit_and_what_is_refused_is_refused_alone()
    {
        var name = Fresh.Name();
        (await Site.RegisterAsync(name)).Dispose();
        var other = await Site.ReadAsync(db => db.Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync());
        var argument = (await Log.AppendAsync(Next(), (Argument with { Link = "https://example.org/" }).ApplyAsync)).Answer!.ArgumentId!.Value;
        var source = (await Ledger.ReadAsync(Site, Slug)).Sources.Single().Id;
        var go = new TaskCompletionSource();
        var first = await HoldAsync(go.Task, Argument.ApplyAsync);
        Task<Outcome> Mine(Func<Change, Task<Refusal?>> rule) => Log.AppendAsync(Next(), rule);
        Task<Outcome> Theirs(Func<Change, Task<Refusal?>> rule) => Log.AppendAsync(new(Board, other, Ids.New()), rule);
        (Task<Outcome> Outcome, string? Refused)[] others =
        [
            (Mine(new EditArgument(argument, 1, "Another wording of it.").ApplyAsync), null),
            (Mine(new EditArgument(argument, 1, "A third wording of it.").ApplyAsync), "elsewhere meanwhile"),
            (Mine(new EditArgument(argument, 2, "A third wording of it.").ApplyAsync), null),
            (Theirs(new Agree(argument, true).ApplyAsync), null),
            (Theirs(new Agree(argument, true).ApplyAsync), "agree already"),
            (Theirs(new RateArgument(argument, 5).ApplyAsync), null),
            (Theirs(new RateArgument(argument, 2).ApplyAsync), null),
            (Theirs(new ChallengeGrade(argument, source, "direct").ApplyAsync), null),
            (Theirs(new ChallengeGrade(argument, source, "direct").ApplyAsync), "say already"),
            (Mine(new GradeSource(argument, source, "direct").ApplyAsync), null),
            (Theirs(new ChallengeGrade(argument, source, "proximate").ApplyAsync), "not among the sources"),
            (Mine(new CiteSource(argument, new("https://example.com/")).ApplyAsync), null),
            (Mine(new CiteSource(argument, new("https://example.com/")).ApplyAsync), "among its sources already"),
            (Theirs(new PostArgument(null, "What answers it, and is counted.", "https://example.com/") { Answers = argument }.ApplyAsync), null),
            (Blindly(Next(), new SetEstimate(40).ApplyAsync), null),
            (Mine(new WithdrawArgument(argument).ApplyAsync), null),
            (Mine(new WithdrawArgument(argument).ApplyAsync), "withdrawn this argument already"),
            (Theirs(new PostArgument(null, "What comes too late for it.", null) { Answers = argument }.ApplyAsync), "can’t be rebutted"),
            (Theirs(new Agree(argument, false).ApplyAsync), "nobody can agree"),
            (Blindly(Next(), new SetEstimate(60).ApplyAsync), null),
        ];
        go.SetResult();
        (await first.Outcome).Answer!.Seq.ShouldBe(3);

        var seq = 3L;
        foreach (var (outcome, refused) in others)
            if (refused is null) (await outcome).Answer.ShouldNotBeNull((await outcome).Refusal?.Message).Seq.ShouldBe(++seq);
            else (await outcome).Refusal!.Message.ShouldContain(refused);
        var ledger = await Ledger.ReadAsync(Site, Slug);
        var kept = ledger.Arguments.Single(a => a.Id == argument);
        (kept.Edition, kept.Agreements, kept.Votes, kept.VoteSum, kept.Rebuttals).ShouldBe((3, 1, 1, 2, 1));
        ledger.Forecast.Sources.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_said_it_does_not_read_and_refuses_after_it_wrote_goes_wrong_alone()
    {
        var go = new TaskCompletionSource();
        var first = await HoldAsync(go.Task, Argument.ApplyAsync);
        var before = Blindly(Next(), new SetEstimate(40).ApplyAsync);
        var wrong = Blindly(Next(), async change => await new SetEstimate(50).ApplyAsync(change) ?? new Refusal("", "On second thoughts"));
        var after = Blindly(Next(), new SetEstimate(60).ApplyAsync);
        go.SetResult();

        await wrong.ShouldThrowAsync<InvalidOperationException>();
        (await Task.WhenAll(first.Outcome, before, after)).Select(outcome => outcome.Answer!.Seq).ShouldBe([2, 3, 4]);
    }

    private Task<Outcome> Blindly(Command command, Func<Change, Task<Refusal?>> rule) => Log.AppendAsync(command, rule, reads: _ => false);
}
