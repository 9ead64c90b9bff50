using System.Collections.Concurrent;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Live;

/// <summary>The one writer, with rules that no form can ask for.</summary>
public sealed class BoardLogTests(BusySite site) : LogTests(site), IClassFixture<BusySite>
{
    private static readonly PostArgument Argument = new("for", "An argument like any other.", "https://example.org/");

    [Fact]
    public async Task Sixty_four_at_once_over_four_boards_are_numbered_without_gaps()
    {
        string[] slugs = [Slug, await Site.OpenAsync(Fresh.Slug()), await Site.OpenAsync(Fresh.Slug()), await Site.OpenAsync(Fresh.Slug())];
        var boards = await Task.WhenAll(slugs.Select(async s => (await Site.ForecastAsync(s)).Id));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            Log.AppendAsync(new(boards[i % 4], Account, Ids.New()), i % 8 < 4 ? Argument.ApplyAsync : new SetEstimate(i + 1).ApplyAsync)));

        for (var i = 0; i < 4; i++)
            outcomes.Where((_, n) => n % 4 == i).Select(outcome => outcome.Answer!.Seq).Order().ShouldBe(Enumerable.Range(2, 16).Select(seq => (long)seq));
        foreach (var s in slugs) (await Ledger.ReadAsync(Site, s)).ShouldAddUp();
    }

    [Fact]
    public async Task What_comes_while_a_commit_is_under_way_is_committed_together_and_each_has_its_own_answer()
    {
        var transactions = new ConcurrentQueue<Guid>();
        var go = new TaskCompletionSource();
        var first = await HoldAsync(go.Task, Noting(Argument.ApplyAsync));
        var again = Next();
        Task<Outcome>[] others =
        [
            Log.AppendAsync(Next(), Noting(new SetEstimate(40).ApplyAsync)),
            Log.AppendAsync(again, Noting(new SetEstimate(60).ApplyAsync)),
            Log.AppendAsync(Next(), Noting(new PostArgument("for", "Short", null).ApplyAsync)),
            Log.AppendAsync(again, Noting(new SetEstimate(60).ApplyAsync)),
            Log.AppendAsync(Next(), Noting(Argument.ApplyAsync)),
            Log.AppendAsync(Next(), Noting(new SetEstimate(null).ApplyAsync)),
        ];
        go.SetResult();
        var outcomes = await Task.WhenAll([first.Outcome, .. others]);

        outcomes.Select(outcome => outcome.Answer?.Seq).ShouldBe([2, 3, 4, null, 4, 5, 6]);
        outcomes[3].Refusal!.Field.ShouldBe("Text");
        // The first went alone, the repetition needed no rule, and the others shared one transaction
        transactions.Count.ShouldBe(6);
        transactions.Distinct().Count().ShouldBe(2);
        var ledger = await Ledger.ReadAsync(Site, Slug);
        (ledger.Forecast.ForCount, ledger.Forecast.Estimates, ledger.Points.Count).ShouldBe((2, 0, 3));

        Func<Change, Task<Refusal?>> Noting(Func<Change, Task<Refusal?>> rule) => change =>
        {
            transactions.Enqueue(change.Db.Database.CurrentTransaction!.TransactionId);
            return rule(change);
        };
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("breaks the database's rules")]
    [InlineData("saves, and refuses")]
    public async Task One_that_goes_wrong_takes_nobody_with_it(string how)
    {
        var go = new TaskCompletionSource();
        var first = await HoldAsync(go.Task, Argument.ApplyAsync);
        var before = Enumerable.Range(0, 5).Select(_ => Log.AppendAsync(Next(), Argument.ApplyAsync)).ToList();
        var wrong = Log.AppendAsync(Next(), async change =>
        {
            await Argument.ApplyAsync(change);
            if (how == "throws") throw new InvalidOperationException("Out of order");
            if (how == "breaks the database's rules") change.Db.StrengthVotes.Add(new() { ForecastId = change.Forecast.Id, Seq = change.Seq, ArgumentId = 999_999, AccountId = Account, Stars = 1 });
            if (how != "saves, and refuses") return null;
            await change.Db.SaveChangesAsync();
            return new("", "On second thoughts");
        });
        var after = Enumerable.Range(0, 5).Select(_ => Log.AppendAsync(Next(), Argument.ApplyAsync)).ToList();
        go.SetResult();

        if (how == "saves, and refuses") (await wrong).Refusal!.Message.ShouldBe("On second thoughts");
        else await wrong.ShouldThrowAsync<Exception>();
        var outcomes = await Task.WhenAll([first.Outcome, .. before, .. after]);
        outcomes.Select(outcome => outcome.Answer!.Seq).ShouldBe(Enumerable.Range(2, 11).Select(seq => (long)seq));
        (await Ledger.ReadAsync(Site, Slug)).Arguments.Count.ShouldBe(11);
    }

    [Fact]
    public async Task A_hot_board_does_not_hold_up_another()
    {
        var quiet = (await Site.ForecastAsync(await Site.OpenAsync(Fresh.Slug()))).Id;
        var go = new TaskCompletionSource();
        var first = await HoldAsync(go.Task, Argument.ApplyAsync);
        // Counted as they are carried out: who hears of it when is up to the threads
        int done = 0, before = -1;
        var hot = Enumerable.Range(0, 500).Select(_ => Log.AppendAsync(Next(), change =>
        {
            Interlocked.Increment(ref done);
            return new SetEstimate(50).ApplyAsync(change);
        })).ToList();
        var lone = Log.AppendAsync(new(quiet, Account, Ids.New()), change =>
        {
            before = Volatile.Read(ref done);
            return Argument.ApplyAsync(change);
        });
        go.SetResult();

        (await lone).Answer!.Seq.ShouldBe(2);
        before.ShouldBeInRange(0, 199, "it came last and was among the first");
        await Task.WhenAll([first.Outcome, .. hot]);
        done.ShouldBe(500);
    }

    [Fact]
    public async Task A_rule_that_throws_leaves_nothing()
    {
        await Log.AppendAsync(Next(), async change =>
        {
            await Argument.ApplyAsync(change);
            await change.Db.SaveChangesAsync();
            throw new InvalidOperationException("Out of order");
        }).ShouldThrowAsync<InvalidOperationException>();

        await ShouldBeEmptyAsync();
        (await Log.AppendAsync(Next(), Argument.ApplyAsync)).Answer!.Seq.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_rule_takes_no_number_whatever_it_wrote()
    {
        var refusal = new Refusal("", "On second thoughts");

        var outcome = await Log.AppendAsync(Next(), async change =>
        {
            await Argument.ApplyAsync(change);
            await change.Db.SaveChangesAsync();
            return refusal;
        });

        outcome.Refusal.ShouldBe(refusal);
        await ShouldBeEmptyAsync();
        (await Log.AppendAsync(Next(), Argument.ApplyAsync)).Answer!.Seq.ShouldBe(2);
    }

    [Fact]
    public async Task A_rule_records_exactly_one_event()
    {
        await Log.AppendAsync(Next(), _ => Task.FromResult<Refusal?>(null)).ShouldThrowAsync<InvalidOperationException>();
        await Log.AppendAsync(Next(), change =>
        {
            change.Record(EventKind.EstimateSet);
            change.Record(EventKind.EstimateSet);
            return Task.FromResult<Refusal?>(null);
        }).ShouldThrowAsync<InvalidOperationException>();

        await ShouldBeEmptyAsync();
    }

    [Fact]
    public async Task A_board_that_is_not_there_is_refused() =>
        (await Log.AppendAsync(new(999_999, Account, Ids.New()), Argument.ApplyAsync)).Refusal!.Message.ShouldBe("There is no such forecast.");

    private async Task ShouldBeEmptyAsync()
    {
        var ledger = await Ledger.ReadAsync(Site, Slug);
        ledger.ShouldAddUp();
        (ledger.Forecast.LastSeq, ledger.Arguments.Count, ledger.Forecast.ForCount, ledger.Forecast.Sources).ShouldBe((1, 0, 0, 0));
    }
}
