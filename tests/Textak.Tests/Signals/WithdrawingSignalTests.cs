using Textak.Tests.Live;
using Textak.Tests.Wire;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;

namespace Textak.Tests.Signals;

/// <summary>A moderator takes back what should not have been added.</summary>
[Collection(nameof(WiredSite))]
public sealed class WithdrawingSignalTests(WireSite site)
{
    private const string Hoax = "Lamp went out for good", Why = "The paper took it back";

    [Fact]
    public async Task It_leaves_the_board_at_once_and_counts_no_longer_and_the_past_still_shows_it()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        await using var watcher = await Watcher.OfAsync(site, slug);
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        var signal = await AddedAsync(slug, Hoax);
        await AddedAsync(slug, "Lamp lit by hand");
        (await ada.MoveAsync(slug, 60, $"s{signal}")).ShouldBeTaken();
        var before = await site.HeadAsync(slug);
        (await site.ForecastAsync(slug)).Sources.ShouldBe(2);

        var command = Guid.Parse("77777777-0000-0000-0000-000000000001");
        var gone = (await WithdrawAsync(slug, signal, Why, command)).ShouldBeTaken();
        (await WithdrawAsync(slug, signal, Why, command)).ShouldBeTaken().ShouldBe(gone, "the same sent twice is done once");
        (await WithdrawAsync(slug, signal, Why)).ShouldBeRefused("", "somebody has taken it back already");

        await watcher.ReachesAsync(gone.Seq);
        using var reader = site.Visit();
        var page = await reader.GetAsync($"/f/{slug}");
        watcher.Screen.ShouldEqual(page);
        watcher.Screen.Text.ShouldNotContain(Hoax);
        page.QuerySelector("#signals .n")!.TextContent.ShouldBe("1");
        page.QuerySelector(".activity li")!.Words().ShouldEndWith($"A moderator withdrew a signal: {Why}");
        foreach (var address in new[] { "", "/frames?after=0", "/atom", "/files/all.json", "/since?after=0" })
            (await reader.Client.GetStringAsync($"/f/{slug}{address}")).ShouldNotContain(Hoax, Case.Sensitive, address);
        (await reader.Client.GetStringAsync($"/api/v1/forecasts/{slug}/signals")).ShouldNotContain(Hoax);
        (await reader.GetAsync($"/moderation/log/{slug}")).QuerySelector(".acts li")!.Words().ShouldContain($"withdrew signal {signal}");

        // What was said stays said, and nobody says it anew
        (await ada.ReaffirmAsync(slug, 60)).ShouldBeTaken();
        (await ada.MoveAsync(slug, 61, $"s{signal}")).Status.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.ShouldAddUp();
        ledger.Forecast.Sources.ShouldBe(1);
        ledger.Receipts.Count(r => r.SignalId == signal).ShouldBe(1);
        (ledger.Events.Count(e => e.Kind == EventKind.SignalWithdrawn), ledger.Points.Count(p => p.Seq <= before)).ShouldBe((1, 1));

        page = await reader.GetAsync($"/f/{slug}/at?seq={before}");
        page.QuerySelector($"#signal-{signal}")!.Words().ShouldContain(Hoax);
        page.QuerySelector("#sources")!.TextContent.ShouldBe("2");
        page = await reader.GetAsync($"/f/{slug}/at?seq={gone.Seq}");
        page.QuerySelector($"#signal-{signal}").ShouldBeNull();
        page.QuerySelector("#sources")!.TextContent.ShouldBe("1");
    }

    [Fact]
    public async Task By_a_plain_form_with_a_reason_and_on_its_own_board_alone()
    {
        var (slug, other) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        var signal = await AddedAsync(slug, Hoax);
        (await WithdrawAsync(other, signal, Why)).ShouldBeRefused("", "There is no such signal on this board");
        var reply = await WithdrawAsync(slug, signal, new string('y', 201), manner: Manner.Form);
        reply.ShouldComplain($"#reason-{signal}-error", "within 200 characters");
        reply.Page!.QuerySelector($"#reason-{signal}")!.GetAttribute("value").ShouldBe(new string('y', 201), "what was typed is kept");
        (await WithdrawAsync(slug, signal, " ", manner: Manner.Form)).ShouldComplain($"#reason-{signal}-error", "Say why");
        (await WithdrawAsync(slug, signal, Why, manner: Manner.Form)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await site.Keeper.Visitor.GetAsync($"/f/{slug}/signals")).QuerySelector("main .empty")!.TextContent.ShouldBe("No signal stands on this board.");
    }

    private async Task<long> AddedAsync(string slug, string headline)
    {
        await site.AppendAsync(slug, site.NameOf(site.Keeper), new AddSignal(headline, headline, null, site.Clock.GetUtcNow().AddHours(-1), Direction.Against, Grade.Direct).ApplyAsync);
        return (await Ledger.ReadAsync(site, slug)).Signals.Max(s => s.Id);
    }

    private Task<Reply> WithdrawAsync(string slug, long signal, string? reason, Guid? id = null, Manner manner = Manner.Script) =>
        site.Keeper.SendAsync($"/f/{slug}/signals", manner, id, ("signal", $"{signal}"), ("reason", reason));
}
