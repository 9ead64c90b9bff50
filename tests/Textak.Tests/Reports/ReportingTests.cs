using System.Net;
using Textak.Tests.Live;
using Textak.Tests.Moderation;
using Textak.Web.Features.Reports;

namespace Textak.Tests.Reports;

/// <summary>Anybody signed in tells the moderators what is wrong with an argument, once; nobody else hears of it.</summary>
[Collection(nameof(ModeratedSite))]
public sealed class ReportingTests(LiveSite site) : IAsyncLifetime
{
    private const string Note = "It is an advertisement for lamps.";

    private Participant author = null!, reporter = null!, keeper = null!;
    private string slug = null!;
    private long argument;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        reporter = await Participant.JoinAsync(site, Fresh.Name("Reporter"));
        keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        argument = await author.ArguedAsync(slug, "for", "Buy our lamps, they are the best.");
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        foreach (var person in new[] { author, reporter, keeper }) person.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task As_a_form_once_and_the_page_says_so()
    {
        var visitor = reporter.Visitor;
        (await visitor.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{argument} a.report")!.GetAttribute("href").ShouldBe($"/f/{slug}/arguments/{argument}/report");
        await visitor.GetAsync($"/f/{slug}/arguments/{argument}/report");
        await visitor.SubmitAsync("main form", ("cause", "Spam"), ("note", Note));

        visitor.Page.QuerySelector(".notice")!.Words().ShouldContain("advertising or spam");
        visitor.Page.QuerySelectorAll("main form").ShouldBeEmpty();
        (await reporter.ReportAsync(slug, argument, "Abuse")).ShouldBeRefused("", "You have reported this argument already.");
    }

    [Fact]
    public async Task The_same_command_twice_is_one_report()
    {
        var id = Guid.Parse("77777777-0000-0000-0000-000000000002");
        var first = (await reporter.ReportAsync(slug, argument, "Spam", id: id)).ShouldBeTaken();
        (await reporter.ReportAsync(slug, argument, "Spam", id: id)).ShouldBeTaken().ShouldBe(first);
        (await keeper.Visitor.GetAsync("/moderation/queue")).QuerySelector($"#case-{argument} h2 .n")!.TextContent.ShouldBe("1");
    }

    [Theory]
    [InlineData(null, null, "Cause", "Choose what is wrong")]
    [InlineData("banana", null, "Cause", "Choose what is wrong")]
    [InlineData("3", null, "Cause", "Choose what is wrong")]
    [InlineData("Other", " ", "Note", "Say what is wrong")]
    [InlineData("Spam", "...", "Note", "Say it in words")]
    public async Task What_is_wrong_is_said_at_its_field(string? cause, string? note, string field, string message)
    {
        var head = await site.HeadAsync(slug);
        (await reporter.ReportAsync(slug, argument, cause, note)).ShouldBeRefused(field, message);
        (await reporter.ReportAsync(slug, argument, cause, note, manner: Manner.Form)).ShouldComplain($"#{field.ToLowerInvariant()}-error", message);
        (await site.HeadAsync(slug)).ShouldBe(head);
    }

    [Fact]
    public async Task Not_ones_own_not_a_hidden_one_and_not_without_an_account()
    {
        (await reporter.ReportAsync(slug, argument, "Spam", new('x', Report.LongestNote + 1))).ShouldBeRefused("Note", "501 characters");
        (await author.ReportAsync(slug, argument, "Spam")).ShouldBeRefused("", "It is yours");
        (await keeper.HideAsync(slug, argument, "It advertises")).ShouldBeTaken();
        (await reporter.ReportAsync(slug, argument, "Spam")).ShouldBeRefused("", "Others don’t see");
        (await reporter.ReportAsync(await site.OpenAsync(Fresh.Slug()), argument, "Spam")).ShouldBeRefused("", "no such argument");
        using var stranger = await Participant.StrangerAsync(site, slug);
        (await stranger.ReportAsync(slug, argument, "Spam")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nobody_but_moderators_hears_of_it()
    {
        await using var watcher = await Watcher.OfAsync(site, slug);
        var seq = (await reporter.ReportAsync(slug, argument, "Spam", Note)).ShouldBeTaken().Seq;
        await watcher.ReachesAsync(seq);

        watcher.Pushed.ShouldAllBe(frame => frame.To < seq || frame.Cards.Count == 0 && frame.Activity.Count == 0);
        var name = reporter.Visitor.Page.QuerySelector(".who a bdi")!.TextContent;
        using var stranger = site.Visit();
        foreach (var (visitor, path) in new[]
        {
            (stranger, $"/f/{slug}"), (stranger, "/moderation/log"), (stranger, $"/moderation/log/{slug}"), (author.Visitor, $"/f/{slug}"), (author.Visitor, "/account"),
            (author.Visitor, $"/f/{slug}/arguments/{argument}"), (author.Visitor, $"/f/{slug}/arguments/{argument}/report"), (stranger, $"/f/{slug}/frames?after=0"),
        })
        {
            var text = await visitor.Client.GetStringAsync(path);
            text.ShouldNotContain(Note);
            text.ShouldNotContain(name);
        }
        foreach (var path in new[] { "/moderation/queue", $"/f/{slug}/arguments/{argument}/case" })
        {
            await author.Visitor.GetAsync(path);
            author.Visitor.Status.ShouldBe(HttpStatusCode.Forbidden);
        }
        var seen = (await keeper.Visitor.GetAsync("/moderation/queue")).QuerySelector($"#case-{argument}")!.Words();
        seen.ShouldSatisfyAllConditions(s => s.ShouldContain(Note), s => s.ShouldContain(name), s => s.ShouldContain("1 × advertising or spam"), s => s.ShouldContain("1 argument, 0 of them hidden"));
        keeper.Visitor.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}
