using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Webhooks;

namespace Textak.Tests.Webhooks;

/// <summary>What a receiver is told, how it can tell who says it, and what its owner sees of it.</summary>
public sealed class WebhookTests(HookSite site) : IClassFixture<HookSite>, IAsyncLifetime
{
    private Participant ada = null!, keeper = null!;
    private Receiver receiver = null!;
    private string slug = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        slug = await site.OpenAsync(Fresh.Slug());
        (ada, keeper) = (await Participant.JoinAsync(site, Fresh.Name("Ada")), await Participant.ModerateAsync(site, Fresh.Name("Keeper")));
    }

    public async ValueTask DisposeAsync()
    {
        // No other test's looks are to find it
        await site.ReadAsync(db => db.Webhooks.ExecuteUpdateAsync(h => h.SetProperty(x => x.StoppedAt, site.Clock.GetUtcNow())));
        await receiver.DisposeAsync();
        foreach (var person in (IDisposable[])[ada, keeper]) person.Dispose();
    }

    [Fact]
    public async Task It_is_told_what_happens_from_then_on_signed_and_in_order()
    {
        (await ada.EstimateAsync(slug, 20)).ShouldBeTaken();
        var (secret, id) = await site.HookAsync(ada, receiver.Address);
        (await ada.Visitor.GetAsync("/account/webhooks")).DocumentElement.OuterHtml.ShouldNotContain(secret[10..30]);
        (await ada.Visitor.GetAsync($"/account/webhooks/{id}")).DocumentElement.OuterHtml.ShouldNotContain(secret[10..30]);

        var argument = await ada.ArguedAsync(slug, "for", "Something that a program is to hear, as ünlikely as it is.", "https://example.org/a");
        (await ada.EstimateAsync(slug, 60)).ShouldBeTaken();
        // Nobody is told how somebody weighs it
        (await keeper.RateAsync(slug, argument, "3")).ShouldBeTaken();
        (await keeper.HideAsync(slug, argument, "For a reason")).ShouldBeTaken();
        (await keeper.RestoreAsync(slug, argument, "For another")).ShouldBeTaken();
        var later = await site.OpenAsync(Fresh.Slug());
        await site.SendAsync();

        var told = receiver.Taken.Where(m => m.Slug == slug).ToList();
        told.Select(m => m.Type).ShouldBe(["argument.posted", "estimate.set", "argument.hidden", "argument.restored"]);
        told.Select(m => m.Seq).ShouldBeInOrder();
        told.Select(m => m.Id).Distinct().Count().ShouldBe(4);
        told.ShouldAllBe(m => m.IsSignedWith(secret) && Math.Abs(m.Time - site.Clock.GetUtcNow().ToUnixTimeSeconds()) < 60 && !m.Id.Contains('.'));
        var (posted, set, hidden) = (told[0].Data, told[1].Data, told[2].Data);
        posted.GetProperty("argument").GetProperty("text").GetString().ShouldBe("Something that a program is to hear, as ünlikely as it is.");
        posted.GetProperty("argument").GetProperty("sources")[0].GetString().ShouldBe("https://example.org/a");
        posted.GetProperty("by").GetString()!.ShouldStartWith("Ada");
        set.GetProperty("forecast").GetProperty("probability").GetDouble().ShouldBe(.6);
        (hidden.GetProperty("by").GetString(), hidden.GetProperty("reason").GetString()).ShouldBe((null, "For a reason"));
        // A board that came later is told from its beginning
        receiver.Taken.Where(m => m.Slug == later).Select(m => m.Type).ShouldBe(["forecast.opened"]);
    }

    [Fact]
    public async Task It_is_told_of_what_it_was_made_for_and_of_nothing_else()
    {
        var other = await site.OpenAsync(Fresh.Slug());
        await site.HookAsync(ada, receiver.Address, board: $"{site.Address}f/{slug}", kinds: "estimates");
        foreach (var board in (string[])[slug, other])
        {
            await ada.ArguedAsync(board, "for", "Something that it is not to hear.");
            (await ada.EstimateAsync(board, 60)).ShouldBeTaken();
        }
        await site.SendAsync();

        receiver.All.Select(m => (m.Slug, m.Type)).ShouldBe([(slug, "estimate.set")]);
    }

    [Fact]
    public async Task What_is_hidden_before_it_is_sent_is_in_no_message()
    {
        await site.HookAsync(ada, receiver.Address, slug);
        receiver.Answer = _ => 503;
        var argument = await ada.ArguedAsync(slug, "for", "Nobody should read this later.", "https://secret.example/");
        await site.SendAsync();
        receiver.All.Count(m => m.Body.Contains("should read")).ShouldBe(1, "or there was nothing to hide");

        (await keeper.HideAsync(slug, argument, "It names somebody")).ShouldBeTaken();
        receiver.Answer = _ => 200;
        await site.SendLaterAsync();

        receiver.Taken.Select(m => m.Type).ShouldBe(["argument.posted", "argument.hidden"]);
        receiver.Taken.ShouldAllBe(m => !m.Body.Contains("should read") && !m.Body.Contains("secret.example") && m.Data.GetProperty("argument").GetProperty("hidden").GetBoolean());
    }

    [Fact]
    public async Task Who_wants_to_set_theirs_first_is_sent_no_number_before()
    {
        using var other = await Participant.JoinAsync(site, Fresh.Name("Other"));
        await ada.PostAsync("/account?handler=numbers", Manner.Form, ("ownFirst", "true"));
        await site.HookAsync(ada, receiver.Address, slug);
        (await other.EstimateAsync(slug, 71)).ShouldBeTaken();
        await site.SendAsync();
        (await ada.EstimateAsync(slug, 30)).ShouldBeTaken();
        await site.SendAsync();

        receiver.Taken.Select(m => m.Data.GetProperty("forecast").GetProperty("probability").ValueKind).ShouldBe([System.Text.Json.JsonValueKind.Null, System.Text.Json.JsonValueKind.Number]);
        receiver.Taken[0].Body.ShouldNotContain("0.71");
    }

    [Fact]
    public async Task Its_owner_sees_what_became_of_each_message_and_has_it_sent_again()
    {
        var (_, id) = await site.HookAsync(ada, receiver.Address, slug);
        (receiver.Answer, receiver.Says) = (_ => 500, "<script>alert(1)</script>\0 " + new string('x', 500));
        await ada.ArguedAsync(slug, "for", "Something that a program is to hear.");
        await site.SendAsync();
        await site.SendLaterAsync();

        var row = (await PageAsync(id)).QuerySelectorAll(".deliveries li").ShouldHaveSingleItem();
        row.ClassList.ShouldContain("failed");
        row.QuerySelector(".tries")!.Words().ShouldBe("2 tries");
        row.QuerySelector(".answer")!.Words().ShouldMatch("^500 after [0-9]+ ms <script>alert\\(1\\)</script> x+…?$");
        row.QuerySelector(".answer bdi")!.TextContent.Length.ShouldBeLessThanOrEqualTo(HookDelivery.AnswerLength);
        ada.Visitor.Page.QuerySelector(".notice")!.Words().ShouldStartWith("1 board waits for a message to be taken");

        (receiver.Answer, receiver.Says) = (_ => 204, "");
        await site.SendLaterAsync();
        (await PageAsync(id)).QuerySelector(".deliveries .tries")!.Words().ShouldBe("3 tries");
        ada.Visitor.Page.QuerySelector(".notice").ShouldBeNull();
        await ada.Visitor.SubmitAsync(".deliveries form");
        await site.SendAsync();
        receiver.Taken.Select(m => m.Id).ShouldBe([receiver.Taken[0].Id, receiver.Taken[0].Id], "the same message, by which it can be told");

        await keeper.Visitor.GetAsync($"/account/webhooks/{id}");
        keeper.Visitor.Status.ShouldBe(HttpStatusCode.NotFound);
        (await keeper.PostAsync($"/account/webhooks/{id}?handler=deletion", Manner.Form)).Status.ShouldBe(HttpStatusCode.NotFound);
        await PageAsync(id);
        await ada.Visitor.SubmitAsync("form[action*=deletion]");
        ada.Visitor.At.ShouldBe("/account/webhooks");
        ada.Visitor.Page.QuerySelector(".hooks").ShouldBeNull();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(410)]
    public async Task After_days_of_failing_or_when_it_says_that_it_is_gone_it_is_left_alone_until_its_owner_says_so(int status)
    {
        var (_, id) = await site.HookAsync(ada, receiver.Address, slug);
        receiver.Answer = _ => status;
        await ada.ArguedAsync(slug, "for", "Something that a program is to hear.");
        await site.SendAsync();
        for (var tries = 0; status == 500 && tries < 14; tries++) await site.SendLaterAsync();
        var tried = receiver.All.Count;
        await site.SendLaterAsync();

        receiver.All.Count.ShouldBe(tried, "it is left alone");
        tried.ShouldBe(status == 500 ? 13 : 1, "one at once, and then every six hours for three days");
        (await PageAsync(id)).QuerySelector(".notice")!.Words().ShouldMatch(status == 500 ? "Nothing is sent since .* For 3 days it has not taken a message" : "Nothing is sent since .* gone \\(410\\)");
        receiver.Answer = _ => 200;
        await ada.Visitor.SubmitAsync(".notice form");
        await site.SendAsync();
        receiver.Taken.Select(m => m.Type).ShouldBe(["argument.posted"]);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await Receiver.StartAsync();
        await site.HookAsync(ada, receiver.Address, slug);
        (receiver.Answer, receiver.Says) = (_ => 302, elsewhere.Address);
        await ada.ArguedAsync(slug, "for", "Something that a program is to hear.");
        await site.SendAsync();

        receiver.All.Count.ShouldBe(1);
        receiver.Taken.ShouldBeEmpty();
        elsewhere.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_somebody_who_is_suspended_nothing_is_sent()
    {
        await site.HookAsync(ada, receiver.Address, slug);
        using var other = await Participant.JoinAsync(site, Fresh.Name("Other"));
        (await Web.Features.Accounts.UserVerbs.RunAsync(site.Services, ["suspend", await site.ReadAsync(db => db.Webhooks.OrderByDescending(h => h.Id).Select(h => h.Account!.UserName!).FirstAsync())])).ShouldBe(0);
        await other.ArguedAsync(slug, "for", "Something that a program is not to hear.");
        await site.SendAsync();

        receiver.All.ShouldBeEmpty();
    }

    private async Task<IDocument> PageAsync(long id) => await ada.Visitor.GetAsync($"/account/webhooks/{id}");
}
