using Microsoft.EntityFrameworkCore;

namespace Textak.Tests.Webhooks;

/// <summary>Which boards a webhook is about: from when on, and until when.</summary>
public sealed class AboutTests(HookSite site) : IClassFixture<HookSite>, IAsyncLifetime
{
    private Participant ada = null!, other = null!;
    private Receiver receiver = null!;
    private string slug = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        slug = await site.OpenAsync(Fresh.Slug());
        (ada, other) = (await Participant.JoinAsync(site, Fresh.Name("Ada")), await Participant.JoinAsync(site, Fresh.Name("Other")));
    }

    public async ValueTask DisposeAsync()
    {
        // No other test's looks are to find it
        await site.ReadAsync(db => db.Webhooks.ExecuteUpdateAsync(h => h.SetProperty(x => x.StoppedAt, site.Clock.GetUtcNow())));
        await receiver.DisposeAsync();
        foreach (var person in (IDisposable[])[ada, other]) person.Dispose();
    }

    [Fact]
    public async Task A_board_that_is_followed_later_is_told_from_then_on_and_for_as_long_as_it_is_followed()
    {
        await site.HookAsync(ada, receiver.Address, boards: "followed");
        await MoveAsync(other, 10);
        await FollowAsync(true);
        var first = await MoveAsync(other, 20);
        await site.SendAsync();
        ToldSeqs().ShouldBe([first], "the first event is told as well");
        var second = await MoveAsync(other, 30);
        await site.SendAsync();

        await FollowAsync(false);
        await MoveAsync(other, 40);
        await site.SendAsync();
        await FollowAsync(true);
        var third = await MoveAsync(other, 50);
        await site.SendAsync();

        ToldSeqs().ShouldBe([first, second, third]);
    }

    [Fact]
    public async Task A_message_that_waits_is_let_go_of_with_the_board()
    {
        await FollowAsync(true);
        await site.HookAsync(ada, receiver.Address, boards: "followed");
        receiver.Answer = _ => 503;
        await MoveAsync(other, 20);
        await site.SendAsync();
        receiver.All.Count.ShouldBe(1);

        await FollowAsync(false);
        receiver.Answer = _ => 200;
        await site.SendLaterAsync();
        receiver.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_board_is_ones_own_from_the_first_estimate_until_it_is_withdrawn()
    {
        await site.HookAsync(ada, receiver.Address, boards: "mine");
        await MoveAsync(other, 10);
        await MoveAsync(ada, 20);
        var (theirs, mine) = (await MoveAsync(other, 30), await MoveAsync(ada, 40));
        await site.SendAsync();
        ToldSeqs().ShouldBe([theirs, mine], "what moved before one's own, and what one said since, changes nothing");

        var end = (await ada.WithdrawAsync(slug)).ShouldBeTaken().Seq;
        await MoveAsync(other, 50);
        await site.SendAsync();
        ToldSeqs().ShouldBe([theirs, mine, end], "the end is told, and nothing after it");

        var argument = (await ada.ArgueAsync(slug, "for", "Something that makes it mine again.")).ShouldBeTaken().Seq;
        var after = await MoveAsync(other, 60);
        await site.SendAsync();
        ToldSeqs().ShouldBe([theirs, mine, end, after]);
        after.ShouldBe(argument + 1);
    }

    [Fact]
    public async Task What_happened_elsewhere_before_is_not_told_when_a_board_is_imported()
    {
        var (_, id) = await site.HookAsync(ada, receiver.Address);
        var imported = await site.OpenAsync(Fresh.Slug(), """
            category: models
            opened: 90 days ago
            history: 80 days ago 40, 42 days ago 60
            """);
        await site.SendAsync();
        receiver.All.ShouldBeEmpty();
        (await site.ReadAsync(db => db.HookPositions.CountAsync(p => p.WebhookId == id))).ShouldBe(0, "where there is nothing to tell no place is kept");

        var seq = (await other.EstimateAsync(imported, 70)).ShouldBeTaken().Seq;
        await site.SendAsync();
        receiver.Taken.Select(m => (m.Slug, m.Seq)).ShouldBe([(imported, seq)]);
    }

    [Fact]
    public async Task After_a_look_that_failed_a_board_that_is_quiet_is_told_all_the_same()
    {
        await site.HookAsync(ada, receiver.Address, slug);
        await site.SendAsync();
        site.Breaks = question => question.Contains("HookDeliveries", StringComparison.Ordinal);
        var seq = await MoveAsync(other, 20);
        await Should.ThrowAsync<TimeoutException>(site.LookAsync());
        site.Breaks = null;

        await site.SendAsync();
        ToldSeqs().ShouldBe([seq]);
    }

    private async Task<long> MoveAsync(Participant who, int percent) => (await who.EstimateAsync(slug, percent)).ShouldBeTaken().Seq;

    private async Task FollowAsync(bool follows) =>
        ((int)(await ada.PostAsync("/following?handler=board", Manner.Form, ("slug", slug), ("follows", follows ? "true" : "false"))).Status).ShouldBe(200);

    private List<long> ToldSeqs() => [.. receiver.Taken.Where(m => m.Slug == slug).Select(m => m.Seq)];
}
