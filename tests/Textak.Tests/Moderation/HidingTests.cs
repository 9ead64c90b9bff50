using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Textak.Tests.Live;
using static Textak.Tests.Arguments.PostingTests;

namespace Textak.Tests.Moderation;

/// <summary>An argument is hidden and restored, with a reason; who may, and who sees what.</summary>
public sealed class HidingTests(BusySite site) : IClassFixture<BusySite>, IAsyncLifetime
{
    private const string Text = "Something that has no place here.", Reason = "It names a private person";

    private Participant author = null!, moderator = null!, other = null!;
    private string slug = null!;
    private long argument;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        other = await Participant.JoinAsync(site, Fresh.Name("Other"));
        moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        argument = await author.ArguedAsync(slug, "for", Text, "https://example.org/hush");
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        foreach (var person in new[] { author, moderator, other }) person.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task As_a_form_it_hides_and_restores()
    {
        var visitor = moderator.Visitor;
        await visitor.GetAsync($"/f/{slug}/arguments/{argument}/visibility");
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("Hide this argument");

        await visitor.SubmitAsync("main form", ("reason", Reason));
        visitor.At.ShouldBe($"/f/{slug}");
        (await CardAsync(other)).QuerySelector("p")!.TextContent.ShouldBe($"Hidden by a moderator: {Reason}");

        await visitor.GetAsync($"/f/{slug}/arguments/{argument}/visibility");
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("Show this argument again");
        await visitor.SubmitAsync("main form", ("reason", "It was a public one"));
        (await CardAsync(other)).QuerySelector("p")!.TextContent.ShouldBe(Text);
        other.Visitor.Page.QuerySelector(".activity li")!.Words().ShouldContain("restored an argument for: It was a public one");
    }

    [Fact]
    public async Task Others_see_a_tombstone_with_the_reason_and_no_text()
    {
        (await moderator.HideAsync(slug, argument, Reason)).ShouldBeTaken();

        using var stranger = await Participant.StrangerAsync(site, slug);
        foreach (var reader in new[] { stranger, other })
        {
            var card = await CardAsync(reader);
            card.ClassList.ShouldContain("tombstone");
            card.TextContent.ShouldContain($"Hidden by a moderator: {Reason}");
            reader.Visitor.Page.DocumentElement.OuterHtml.ShouldNotContain(Text);
            reader.Visitor.Page.DocumentElement.OuterHtml.ShouldNotContain("example.org/hush");
            reader.Visitor.Page.QuerySelector(".activity li")!.Words().ShouldContain($"hid an argument for: {Reason}");
        }
    }

    [Fact]
    public async Task Its_author_and_the_moderators_see_both_marked()
    {
        (await moderator.HideAsync(slug, argument, Reason)).ShouldBeTaken();

        foreach (var (person, marked) in new[] { (author, "Only you and moderators see this."), (moderator, "Only its author and moderators see this.") })
            (await CardAsync(person)).Words().ShouldSatisfyAllConditions(
                card => card.ShouldContain($"Hidden from others: {Reason}"), card => card.ShouldContain(marked), card => card.ShouldContain(Text));
    }

    [Fact]
    public async Task Counts_and_sources_go_down_and_up_again()
    {
        var same = await other.ArguedAsync(slug, "against", "Another one with the same source.", "http://www.example.org/");
        (await CountsAsync()).ShouldBe((1, 1, 1));

        (await moderator.HideAsync(slug, argument, Reason)).ShouldBeTaken();
        (await CountsAsync()).ShouldBe((0, 1, 1));
        (await moderator.HideAsync(slug, same, Reason)).ShouldBeTaken();
        (await CountsAsync()).ShouldBe((0, 0, 0));
        (await moderator.RestoreAsync(slug, argument, Reason)).ShouldBeTaken();
        (await CountsAsync()).ShouldBe((1, 0, 1));

        var page = await other.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector("section.for h2 .n")!.TextContent.ShouldBe("1");
        page.QuerySelector("section.against h2 .n")!.TextContent.ShouldBe("0");
    }

    public static TheoryData<string?, string> Reasons => new()
    {
        { null, "Say why: everybody who reads this board sees the reason." },
        { "", "Say why: everybody who reads this board sees the reason." },
        { " \t\r\n ", "Say why: everybody who reads this board sees the reason." },
        { new('x', 201), "Keep the reason within 200 characters." },
        { Repeat("🙂", 201), "Keep the reason within 200 characters." },
    };

    [Theory, MemberData(nameof(Reasons))]
    public async Task A_reason_is_needed_and_not_a_long_one(string? reason, string message)
    {
        var head = await site.HeadAsync(slug);
        (await moderator.HideAsync(slug, argument, reason)).ShouldBeRefused("Reason", message);
        var reply = await moderator.HideAsync(slug, argument, reason, manner: Manner.Form);

        reply.ShouldComplain("#reason-error", message);
        if (reason is { Length: > 200 }) reply.Page!.QuerySelector<IHtmlInputElement>("#reason")!.Value.ShouldBe(reason);
        (await site.HeadAsync(slug)).ShouldBe(head);

        (await moderator.HideAsync(slug, argument, Repeat("🙂", 200))).ShouldBeTaken();
        (await moderator.RestoreAsync(slug, argument, reason)).ShouldBeRefused("Reason", message);
    }

    [Theory, InlineData(null), InlineData("banana")]
    public async Task Neither_hiding_nor_showing_changes_nothing(string? hidden)
    {
        (await moderator.HideAsync(slug, argument, Reason)).ShouldBeTaken();
        var head = await site.HeadAsync(slug);
        (await moderator.SendAsync($"/f/{slug}/arguments/{argument}/visibility", Manner.Script, null, ("hidden", hidden), ("reason", Reason)))
            .Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await site.HeadAsync(slug)).ShouldBe(head);
    }

    [Fact]
    public async Task The_browser_is_told_to_keep_no_copy()
    {
        using var visitor = site.Visit();
        foreach (var path in (string[])[$"/f/{slug}", $"/f/{slug}/arguments/{argument}"])
        {
            using var response = await visitor.Client.GetAsync(path);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Twice_is_refused()
    {
        (await moderator.RestoreAsync(slug, argument, Reason)).ShouldBeRefused("", "This argument is not hidden.");
        (await moderator.HideAsync(slug, argument, Reason)).ShouldBeTaken();
        (await moderator.HideAsync(slug, argument, "Another reason")).ShouldBeRefused("", "This argument is hidden already.");
        var reply = await moderator.HideAsync(slug, argument, "Another reason", manner: Manner.Form);

        reply.ShouldComplain(".error", "This argument is hidden already.");
        reply.Page!.QuerySelector<IHtmlInputElement>("#reason")!.Value.ShouldBe("Another reason");
        (await CardAsync(other)).TextContent.ShouldContain(Reason);
    }

    [Fact]
    public async Task Nobody_but_moderators_and_admins_may()
    {
        using var stranger = await Participant.StrangerAsync(site, slug);
        var path = $"/f/{slug}/arguments/{argument}/visibility";
        foreach (var person in new[] { stranger, other, author })
        {
            foreach (var manner in Enum.GetValues<Manner>())
                (await person.HideAsync(slug, argument, Reason, manner: manner)).Answer.ShouldBeNull();
            await person.Visitor.GetAsync(path);
            (person.Visitor.Status == HttpStatusCode.OK && person.Visitor.At == path).ShouldBeFalse("the page is open to everybody");
        }
        (await CardAsync(other)).TextContent.ShouldContain(Text);

        using var admin = await Participant.AdminAsync(site, Fresh.Name("Chief"));
        (await admin.HideAsync(slug, argument, Reason)).ShouldBeTaken();
    }

    [Fact]
    public async Task Only_on_its_own_board()
    {
        var elsewhere = await site.OpenAsync(Fresh.Slug());
        var head = await site.HeadAsync(elsewhere);

        (await moderator.HideAsync(elsewhere, argument, Reason)).ShouldBeRefused("", "There is no such argument on this board.");
        foreach (var (board, id) in new[] { (elsewhere, argument), (slug, 999_999), ("no-such-board", argument) })
        {
            (await moderator.HideAsync(board, id, Reason, manner: Manner.Form)).Status.ShouldBe(HttpStatusCode.NotFound);
            foreach (var path in new[] { $"/f/{board}/arguments/{id}", $"/f/{board}/arguments/{id}?handler=card", $"/f/{board}/arguments/{id}/visibility" })
            {
                await moderator.Visitor.GetAsync(path);
                moderator.Visitor.Status.ShouldBe(HttpStatusCode.NotFound, path);
            }
        }
        (await site.HeadAsync(elsewhere)).ShouldBe(head);
    }

    [Fact]
    public async Task On_a_resolved_board_too()
    {
        var resolved = await site.OpenResolvedAsync(Fresh.Slug(), $"## For\n- {Text}");
        var id = (await Ledger.ReadAsync(site, resolved)).Arguments.Single().Id;

        (await moderator.HideAsync(resolved, id, Reason)).ShouldBeTaken();

        (await other.Visitor.GetAsync($"/f/{resolved}")).DocumentElement.OuterHtml.ShouldNotContain(Text);
    }

    private async Task<(int, int, int)> CountsAsync() =>
        await site.ForecastAsync(slug) is var forecast ? (forecast.ForCount, forecast.AgainstCount, forecast.Sources) : default;

    private async Task<IElement> CardAsync(Participant reader) =>
        (await reader.Visitor.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{argument}").ShouldNotBeNull();
}
