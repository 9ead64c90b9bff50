using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Live;

/// <summary>The one writer, with rules that no form can ask for.</summary>
public sealed class BoardLogTests(BusySite site) : IClassFixture<BusySite>, IAsyncLifetime
{
    private static readonly PostArgument Argument = new("for", "An argument like any other.", "https://example.org/");

    private BoardLog log = null!;
    private string slug = null!;
    private long board, account;

    public async ValueTask InitializeAsync()
    {
        log = site.Services.GetRequiredService<BoardLog>();
        slug = await site.OpenAsync(Fresh.Slug());
        board = (await site.ForecastAsync(slug)).Id;
        account = await site.ReadAsync(db => db.Users.Select(user => user.Id).FirstAsync());
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Sixty_four_at_once_over_four_boards_are_numbered_without_gaps()
    {
        string[] slugs = [slug, await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug())];
        var boards = await Task.WhenAll(slugs.Select(async s => (await site.ForecastAsync(s)).Id));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            log.AppendAsync(new(boards[i % 4], account, Ids.New()), i % 8 < 4 ? Argument.ApplyAsync : new SetEstimate(i + 1).ApplyAsync)));

        for (var i = 0; i < 4; i++)
            outcomes.Where((_, n) => n % 4 == i).Select(outcome => outcome.Answer!.Seq).Order().ShouldBe(Enumerable.Range(2, 16).Select(seq => (long)seq));
        foreach (var s in slugs) (await Ledger.ReadAsync(site, s)).ShouldAddUp();
    }

    [Fact]
    public async Task A_rule_that_throws_leaves_nothing()
    {
        await log.AppendAsync(Next(), async change =>
        {
            await Argument.ApplyAsync(change);
            await change.Db.SaveChangesAsync();
            throw new InvalidOperationException("Out of order");
        }).ShouldThrowAsync<InvalidOperationException>();

        await ShouldBeEmptyAsync();
        (await log.AppendAsync(Next(), Argument.ApplyAsync)).Answer!.Seq.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_rule_takes_no_number_whatever_it_wrote()
    {
        var refusal = new Refusal("", "On second thoughts");

        var outcome = await log.AppendAsync(Next(), async change =>
        {
            await Argument.ApplyAsync(change);
            await change.Db.SaveChangesAsync();
            return refusal;
        });

        outcome.Refusal.ShouldBe(refusal);
        await ShouldBeEmptyAsync();
        (await log.AppendAsync(Next(), Argument.ApplyAsync)).Answer!.Seq.ShouldBe(2);
    }

    [Fact]
    public async Task A_rule_records_exactly_one_event()
    {
        await log.AppendAsync(Next(), _ => Task.FromResult<Refusal?>(null)).ShouldThrowAsync<InvalidOperationException>();
        await log.AppendAsync(Next(), change =>
        {
            change.Record(EventKind.EstimateSet);
            change.Record(EventKind.EstimateSet);
            return Task.FromResult<Refusal?>(null);
        }).ShouldThrowAsync<InvalidOperationException>();

        await ShouldBeEmptyAsync();
    }

    [Fact]
    public async Task A_board_that_is_not_there_is_refused() =>
        (await log.AppendAsync(new(999_999, account, Ids.New()), Argument.ApplyAsync)).Refusal!.Message.ShouldBe("There is no such forecast.");

    private Command Next() => new(board, account, Ids.New());

    private async Task ShouldBeEmptyAsync()
    {
        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.ShouldAddUp();
        (ledger.Forecast.LastSeq, ledger.Arguments.Count, ledger.Forecast.ForCount, ledger.Forecast.Sources).ShouldBe((1, 0, 0, 0));
    }
}
