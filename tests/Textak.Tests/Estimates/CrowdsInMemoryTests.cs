using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Live;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Estimates;

/// <summary>What a node keeps of a board's estimates never says anything else than the log.</summary>
public sealed class CrowdsInMemoryTests(CommittingSite site) : IClassFixture<CommittingSite>, IAsyncLifetime
{
    private const int People = 6;

    private string slug = null!;
    private long board;
    private long[] accounts = null!;

    private BoardLog Log => site.Services.GetRequiredService<BoardLog>();

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        board = (await site.ForecastAsync(slug)).Id;
        accounts = await Task.WhenAll(Enumerable.Range(0, People).Select(async _ =>
        {
            var name = Fresh.Name();
            (await site.RegisterAsync(name)).Dispose();
            return await site.ReadAsync(db => db.Users.Where(user => user.UserName == name).Select(user => user.Id).SingleAsync());
        }));
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Two_nodes_take_in_what_the_other_wrote()
    {
        await using var other = new CommittingSite { Beside = site };
        await other.InitializeAsync();
        BoardLog[] nodes = [Log, other.Services.GetRequiredService<BoardLog>()];
        var random = new Random(5);

        for (var i = 0; i < 150; i++)
        {
            // In runs of either, so that there is more than one event to take in; some of them of another kind
            var (node, account) = (nodes[i / 3 % 2], accounts[random.Next(People)]);
            int? percent = random.Next(4) == 0 ? null : random.Next(1, 100);
            if (random.Next(5) == 0) await ArgueAsync(node, account);
            await node.AppendAsync(new(board, account, Ids.New()), new SetEstimate(percent).ApplyAsync);
        }

        (await Ledger.ReadAsync(site, slug)).Points.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Both_at_once_keep_one_history()
    {
        await using var other = new CommittingSite { Beside = site };
        await other.InitializeAsync();
        BoardLog[] nodes = [Log, other.Services.GetRequiredService<BoardLog>()];

        await Task.WhenAll(Enumerable.Range(0, 120).Select(i => EstimateAsync(nodes[i % 2], accounts[i % People], 1 + i * 37 % 99)));

        (await Ledger.ReadAsync(site, slug)).Points.Count.ShouldBe(120);
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("throws")]
    [InlineData("breaks the database's rules")]
    [InlineData("the commit fails")]
    [InlineData("the commit is done and its answer lost")]
    public async Task What_does_not_happen_is_not_remembered(string how)
    {
        foreach (var account in accounts[..4]) await EstimateAsync(Log, account, 40);

        var wrong = Log.AppendAsync(new(board, accounts[0], Ids.New()), async change =>
        {
            await new SetEstimate(99).ApplyAsync(change);
            if (how == "throws") throw new InvalidOperationException("Out of order");
            if (how == "breaks the database's rules") change.Db.StrengthVotes.Add(new() { ForecastId = board, Seq = change.Seq, ArgumentId = 999_999, AccountId = accounts[0], Stars = 1 });
            if (how == "the commit fails") site.Committing = () => throw new TimeoutException("Not committed");
            if (how == "the commit is done and its answer lost") site.Committed = () => throw new TimeoutException("Perhaps committed");
            return how == "refuses" ? new("", "On second thoughts") : null;
        });
        if (how == "refuses") (await wrong).Refusal!.Message.ShouldBe("On second thoughts");
        else await wrong.ShouldThrowAsync<Exception>();
        (site.Committing, site.Committed) = (null, null);

        // Another event takes the number: what was taken in for it must not pass for known
        await ArgueAsync(Log, accounts[5]);
        await EstimateAsync(Log, accounts[4], 60);
        await EstimateAsync(Log, accounts[0], 70);
        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.Points.Count.ShouldBe(how.Contains("lost") ? 7 : 6);
    }

    [Fact]
    public async Task Who_goes_wrong_among_others_is_forgotten_alone()
    {
        var go = new TaskCompletionSource();
        var first = Log.AppendAsync(new(board, accounts[0], Ids.New()), async change =>
        {
            await go.Task;
            return await new SetEstimate(20).ApplyAsync(change);
        });
        var others = Enumerable.Range(0, 30).Select(i => Log.AppendAsync(new(board, accounts[i % People], Ids.New()), async change =>
        {
            var refusal = await new SetEstimate(1 + i * 7 % 99).ApplyAsync(change);
            return i % 10 == 9 ? throw new InvalidOperationException("Out of order") : i % 3 == 2 ? new("", "On second thoughts") : refusal;
        })).ToList();
        go.SetResult();

        await first;
        foreach (var (other, i) in others.Select((other, i) => (other, i)))
            if (i % 10 == 9) await other.ShouldThrowAsync<InvalidOperationException>();
            else (await other).Answer.ShouldBe(i % 3 == 2 ? null : (await other).Answer.ShouldNotBeNull());
        (await Ledger.ReadAsync(site, slug)).Points.Count.ShouldBe(1 + 30 - 3 - 9);
    }

    [Fact]
    public async Task Who_comes_back_to_an_empty_board_moves_it_from_where_it_last_stood()
    {
        await EstimateAsync(Log, accounts[0], 30);
        await Log.AppendAsync(new(board, accounts[0], Ids.New()), new SetEstimate(null).ApplyAsync);
        await using var restarted = new CommittingSite { Beside = site };
        await restarted.InitializeAsync();

        await EstimateAsync(restarted.Services.GetRequiredService<BoardLog>(), accounts[1], 80);
    }

    private async Task EstimateAsync(BoardLog log, long account, int percent) =>
        (await log.AppendAsync(new(board, account, Ids.New()), new SetEstimate(percent).ApplyAsync)).Answer.ShouldNotBeNull();

    private async Task ArgueAsync(BoardLog log, long account) =>
        (await log.AppendAsync(new(board, account, Ids.New()), new Web.Features.Arguments.PostArgument("for", "An argument like any other.", null).ApplyAsync)).Answer.ShouldNotBeNull();
}
