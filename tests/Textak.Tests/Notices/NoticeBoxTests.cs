using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Live;
using Textak.Web.Features.Notices;
using Textak.Web.Platform;
using static Textak.Tests.Notices.NoticeSite;

namespace Textak.Tests.Notices;

/// <summary>What came out can be read, all of it, whichever nodes let it out, by whatever clocks.</summary>
public sealed class NoticeBoxTests(NoticeSite site) : IClassFixture<NoticeSite>, IAsyncLifetime
{
    private const string Words = "The lighthouse will go dark this winter.";

    private Participant ada = null!, ben = null!;
    private string slug = null!;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        (ada, ben) = (await Participant.JoinAsync(site, Fresh.Name("Ada")), await Participant.JoinAsync(site, Fresh.Name("Ben")));
        await FollowAsync(ben, slug);
        await ada.ArguedAsync(slug, "for", Words);
        await site.GatherAsync();
    }

    public ValueTask DisposeAsync()
    {
        ada.Dispose();
        ben.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_can_not_be_written_together_is_written_board_by_board()
    {
        var (stop, other) = (TestContext.Current.CancellationToken, await site.OpenAsync(Fresh.Slug()));
        await FollowAsync(ben, other);
        await ada.ArguedAsync(slug, "against", "It has a second lamp, and a keeper.");
        await ada.ArguedAsync(other, "for", Words);
        site.Commands.Before("NoticeChoices", "@accounts", () => throw new InvalidOperationException("This fails once."));
        await site.Services.GetRequiredService<Noticing>().RunAsync(stop);
        (await site.ReadAsync(db => db.Notices.CountAsync(n => n.Forecast!.Slug == slug, stop))).ShouldBe(2);
        (await site.ReadAsync(db => db.Notices.CountAsync(n => n.Forecast!.Slug == other, stop))).ShouldBe(1);
    }

    [Fact]
    public async Task What_came_out_by_a_clock_that_is_ahead_can_be_read_and_nothing_that_comes_later()
    {
        // Another node, whose clock is an hour ahead, let it out
        var ahead = site.Clock.Now() + TimeSpan.FromHours(1);
        await site.ReadAsync(db => db.Notices.Where(n => n.Forecast!.Slug == slug).ExecuteUpdateAsync(n => n.SetProperty(x => x.OutAt, ahead)));
        await PageAsync(ben);
        await ben.Visitor.SubmitAsync("main > form", ("until", "9223372036854775807"));
        ben.Visitor.Page.QuerySelectorAll(".gathering.new").ShouldHaveSingleItem("nobody has read what comes out later");
        await ben.Visitor.SubmitAsync("main > form");
        ben.Visitor.Page.QuerySelectorAll(".gathering.new").ShouldBeEmpty();
        ben.Visitor.Page.QuerySelector("#notices .n")!.HasAttribute("hidden").ShouldBeTrue();
    }

    [Fact]
    public async Task Of_two_nodes_that_let_out_the_second_waits_its_ten_minutes_and_nothing_is_added_to_what_is_out()
    {
        await ada.ArguedAsync(slug, "for", "One that comes out at once, for the last was ten minutes ago.");
        await site.NoticeAsync();
        await ada.ArguedAsync(slug, "for", "One that waits for the next ten minutes.");
        await site.NoticeAsync();
        // The other node asked before who waits
        await LetOutAsync(TimeSpan.FromMinutes(1));
        (await site.ReadAsync(db => db.Notices.CountAsync(n => n.Forecast!.Slug == slug && n.OutAt == null))).ShouldBe(1, "ten minutes are not over");

        await site.ReadAsync(async db =>
        {
            var waiting = await db.Notices.SingleAsync(n => n.Forecast!.Slug == slug && n.OutAt == null);
            await LetOutAsync(NoticeBox.Between);
            waiting.Gather(new(waiting.AccountId, waiting.Cause, waiting.Kind, site.Clock.Now()) { ArgumentId = waiting.ArgumentId, ById = waiting.ById }, mail: false);
            return await Should.ThrowAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync(), "whoever has read it would not hear of it");
        });

        Task LetOutAsync(TimeSpan later) => site.ReadAsync(async db =>
        {
            var owners = await db.Notices.Where(n => n.Forecast!.Slug == slug).Select(n => n.AccountId).Distinct().ToListAsync();
            await NoticeBox.LetOutAsync(db, owners, site.Clock.Now() + later, CancellationToken.None);
            return owners;
        });
    }

    [Fact]
    public async Task Each_notice_that_is_kept_can_be_read_however_many_there_are()
    {
        const int Boards = 230;
        await site.ReadAsync(async db =>
        {
            var first = await db.Notices.AsNoTracking().SingleAsync(n => n.Forecast!.Slug == slug);
            db.Notices.AddRange(Enumerable.Range(0, Boards).Select(_ => new Notice { AccountId = first.AccountId, Cause = NoticeCause.Resolution, Kind = EventKind.Locked, ForecastId = first.ForecastId }));
            await db.SaveChangesAsync();
            return await db.Notices.Where(n => n.AccountId == first.AccountId && n.OutAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.OutAt, site.Clock.Now()));
        });

        var (lines, page) = (0, await PageAsync(ben));
        page.QuerySelectorAll("main > form").Length.ShouldBe(1);
        while (true)
        {
            lines += page.QuerySelectorAll(".gathering li").Length;
            if (page.QuerySelector("a[rel=next]") is not { } older) break;
            page = await ben.Visitor.GetAsync($"/notices{older.GetAttribute("href")}");
            page.QuerySelectorAll("main > form").ShouldBeEmpty("what is newer isn't on this page, and isn't read by it");
        }
        lines.ShouldBe(Boards + 1);
        page.QuerySelector(".gathering:last-of-type .why")!.Words().ShouldBe(Words);
    }
}
