using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Webhooks;

namespace Textak.Tests.Webhooks;

/// <summary>What a receiver that doesn't take messages is spared, and what it doesn't hold up.</summary>
public sealed class PauseTests(HookSite site) : IClassFixture<HookSite>, IAsyncLifetime
{
    private Participant ada = null!;
    private Receiver receiver = null!;

    public async ValueTask InitializeAsync() => (receiver, ada) = (await Receiver.StartAsync(), await Participant.JoinAsync(site, Fresh.Name("Ada")));

    public async ValueTask DisposeAsync()
    {
        // No other test's looks are to find it
        await site.ReadAsync(db => db.Webhooks.ExecuteUpdateAsync(h => h.SetProperty(x => x.StoppedAt, site.Clock.GetUtcNow())));
        await receiver.DisposeAsync();
        ada.Dispose();
    }

    [Fact]
    public async Task A_receiver_that_is_dead_is_tried_by_one_board_at_a_time_while_the_rest_wait()
    {
        const int Boards = 10, AtOnce = 4;
        await site.HookAsync(ada, receiver.Address);
        receiver.Answer = _ => 500;
        for (var i = 0; i < Boards; i++) (await ada.EstimateAsync(await site.OpenAsync(Fresh.Slug()), 20)).ShouldBeTaken();
        await site.SendAsync();
        receiver.All.Count.ShouldBe(AtOnce, "the rest wait");
        foreach (var tries in (int[])[1, 2, 3, 4])
        {
            site.Clock.Advance(HookPosition.Pause(Math.Min(tries, 3)));
            await site.SendAsync();
            receiver.All.Count.ShouldBe(AtOnce + tries, "one looks whether it is back");
            await site.SendAsync();
            receiver.All.Count.ShouldBe(AtOnce + tries, "and the rest wait on");
        }
        receiver.All.Select(m => m.Slug).Distinct().Count().ShouldBe(AtOnce + 4, "another board each time");

        receiver.Answer = _ => 200;
        await site.SendLaterAsync();
        // The first look finds that it is back, the second what had failed
        await site.SendAsync();
        receiver.Taken.Count.ShouldBe(2 * Boards, "each was opened, and estimated");
    }

    [Fact]
    public async Task A_board_whose_message_is_refused_for_days_is_left_alone_while_the_others_go_on()
    {
        var (slug, healthy) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        var (_, id) = await site.HookAsync(ada, receiver.Address);
        receiver.Answer = message => message.Slug == slug ? 400 : 200;
        (await ada.EstimateAsync(slug, 20)).ShouldBeTaken();
        await site.SendAsync();
        for (var i = 0; i < 14; i++)
        {
            (await ada.EstimateAsync(healthy, 20 + i)).ShouldBeTaken();
            await site.SendLaterAsync();
        }

        receiver.Taken.Count.ShouldBe(14, "the others go on");
        receiver.All.Count(m => m.Slug == slug).ShouldBe(13, "one at once, and then every six hours for three days");
        var notice = (await ada.Visitor.GetAsync($"/account/webhooks/{id}")).QuerySelector(".notice")!;
        notice.Words().ShouldStartWith("1 board is left alone");
        notice.QuerySelector($"a[href='/f/{slug}']").ShouldNotBeNull();

        receiver.Answer = _ => 200;
        await ada.Visitor.SubmitAsync(".notice form");
        await site.SendAsync();
        receiver.Taken.Count(m => m.Slug == slug).ShouldBe(1);
        ada.Visitor.Page.QuerySelector(".notice").ShouldBeNull();
    }

    [Fact]
    public async Task What_still_fails_stays_on_the_list_whatever_else_is_told()
    {
        var (slug, healthy) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        var (_, id) = await site.HookAsync(ada, receiver.Address);
        receiver.Answer = message => message.Slug == slug ? 400 : 200;
        (await ada.EstimateAsync(slug, 20)).ShouldBeTaken();
        await site.SendAsync();
        for (var i = 0; i < HookDelivery.Most + 80; i++) (await ada.EstimateAsync(healthy, 1 + i % 98)).ShouldBeTaken();
        await site.SendAsync();

        var list = await ada.Visitor.GetAsync($"/account/webhooks/{id}");
        list.QuerySelector(".deliveries .failed a")!.GetAttribute("href").ShouldBe($"/f/{slug}");
        list.QuerySelectorAll(".deliveries li").Length.ShouldBeLessThan(HookDelivery.Most + 80, "what was taken goes");
    }
}
