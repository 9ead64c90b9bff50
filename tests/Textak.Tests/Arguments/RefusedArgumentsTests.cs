using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Textak.Tests.Live;
using static Textak.Tests.Arguments.PostingTests;

namespace Textak.Tests.Arguments;

/// <summary>What is refused is refused at its field, in words; what was typed is still there, and nothing is written.</summary>
public sealed class RefusedArgumentsTests(OneBoardSite site) : IClassFixture<OneBoardSite>, IAsyncLifetime
{
    private const string Text = "The gap has halved every year since 2022.";
    private const string Link = "https://example.org/";

    private readonly Participant person = site.Person;
    private readonly string slug = site.Slug;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Whatever was tried: the board is as it was.</summary>
    public async ValueTask DisposeAsync()
    {
        (await site.HeadAsync(slug)).ShouldBe(1);
        (await Ledger.ReadAsync(site, slug)).Arguments.ShouldBeEmpty();
        GC.SuppressFinalize(this);
    }

    public static TheoryData<string, string> Texts => new()
    {
        { "", "at least 10 characters" },
        { "    \r\n\t   ", "at least 10 characters" },
        { "nine char", "at least 10 characters" },
        { "   nine char   ", "at least 10 characters" },
        { "nine char\a\a\a\u001b", "at least 10 characters" },
        { Repeat("🙂", 9), "at least 10 characters" },
        { new('x', 501), "501 characters; an argument takes at most 500" },
        { Repeat("🙂", 501), "501 characters; an argument takes at most 500" },
        { Repeat("\u0958", 251), "502 characters; an argument takes at most 500" },
        { Repeat("\u200b", 10), "hardly a letter in this" },
        { Repeat("\u3164", 12), "hardly a letter in this" },
        { "Ten letters" + Repeat("\u0301", 40), "too many accents on one letter" },
        { "Ten letters" + Repeat("\u0301\u200d", 40), "too many accents on one letter" },
        { "Ten letters" + Repeat("\u200d👩", 40), "a sign in this that is made of too many parts" },
        { "Ten letters" + Repeat("\n", 60) + "x", "Break fewer lines" },
        { new('x', 20_000), "20000 characters; an argument takes at most 500" },
    };

    [Theory, MemberData(nameof(Texts))]
    public async Task A_text_that_is_too_short_or_too_long(string typed, string message)
    {
        (await person.ArgueAsync(slug, "for", typed, Link)).ShouldBeRefused("for-Text", message);

        var reply = await person.ArgueAsync(slug, "for", typed, Link, manner: Manner.Form);
        reply.ShouldComplain("#for-text-error", message);
        ShouldKeep(reply, "for", typed, Link);
    }

    public static TheoryData<string> Links =>
    [
        "example.org", "www.example.org/a", "/relative", "//example.org/a", "?q", "#f", "https://", "https:", "https:///", "http://:80",
        "ftp://example.org/a", "javascript:alert(1)", "JavaScript:alert(1)//https://example.org", "data:text/html,<b>hi</b>", "file:///etc/passwd",
        "mailto:a@example.org", "vbscript:x", "blob:https://example.org/x", "view-source:https://example.org",
        "https://user@example.org/", "https://user:pass@example.org/", "https://example.org:pass@evil.example/",
        "https://exam ple.org/", "https://example.org/a b", "https://a.example https://b.example", "https://example.org/\nnext",
        "https://example.org:99999/", "https://[::1", "https://" + Repeat("ü", 100) + ".example/", "https://a..example/",
        // Read once, these can't be read again from what was read; to draw such a link would break the board for everybody
        "https://\u202e\u3002/", "https://\u202e.", "https://\ue000/",
        "https://example.org/" + Repeat("a", 3000), "https://example.org/" + Repeat("ü", 1000),
    ];

    [Theory, MemberData(nameof(Links))]
    public async Task A_link_that_is_no_web_address(string typed)
    {
        const string message = "must be a web address";
        (await person.ArgueAsync(slug, "against", Text, typed)).ShouldBeRefused("against-Link", message);

        var reply = await person.ArgueAsync(slug, "against", Text, typed, manner: Manner.Form);
        reply.ShouldComplain("#against-link-error", message);
        ShouldKeep(reply, "against", Text, typed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sideways")]
    [InlineData("0")]
    [InlineData("for,against")]
    public async Task An_unknown_side(string? side)
    {
        (await person.ArgueAsync(slug, side!, Text)).ShouldBeRefused("Side", "Choose a side: for or against.");

        var reply = await person.ArgueAsync(slug, side!, Text, manner: Manner.Form);
        reply.ShouldComplain("main > .error", "Choose a side: for or against.");
        reply.Page!.QuerySelector("main")!.TextContent.ShouldContain(Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not-a-guid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task A_missing_or_garbled_command_id(string? id)
    {
        (string, string?)[] fields = [("commandId", id), ("side", "for"), ("text", Text), ("link", Link)];
        (await person.PostAsync($"/f/{slug}/argument", Manner.Script, fields)).ShouldBeRefused("for-", "Part of this form was missing. Send it again.");

        var reply = await person.PostAsync($"/f/{slug}/argument", Manner.Form, fields);
        reply.ShouldComplain("main > .error", "Part of this form was missing. Send it again.");
        ShouldKeep(reply, "for", Text, Link);
    }

    [Theory]
    [InlineData(Manner.Script)]
    [InlineData(Manner.Form)]
    public async Task On_a_board_that_is_not_there(Manner manner) =>
        (await person.ArgueAsync("no-such-board", "for", Text, manner: manner)).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task On_a_board_that_is_resolved()
    {
        const string message = "This forecast is resolved: it takes no more arguments or estimates.";
        var resolved = await site.OpenResolvedAsync(Fresh.Slug());
        var before = await site.HeadAsync(resolved);

        (await person.ArgueAsync(resolved, "for", Text)).ShouldBeRefused("for-", message);
        var reply = await person.ArgueAsync(resolved, "for", Text, manner: Manner.Form);

        reply.ShouldComplain("main > .error", message);
        reply.Page!.QuerySelector("main")!.TextContent.ShouldContain(Text);
        (await site.HeadAsync(resolved)).ShouldBe(before);
    }

    [Fact]
    public async Task From_somebody_who_is_not_signed_in()
    {
        const string message = "You are signed out. Sign in in another tab, then send this again.";
        using var stranger = await Participant.StrangerAsync(site, slug);

        (await stranger.ArgueAsync(slug, "for", Text)).ShouldBeRefused("for-", message, HttpStatusCode.Unauthorized);
        var reply = await stranger.ArgueAsync(slug, "for", Text, manner: Manner.Form);

        reply.ShouldComplain("main > .error", message, HttpStatusCode.Unauthorized);
        reply.Page!.QuerySelector("main")!.TextContent.ShouldContain(Text);
    }

    private static void ShouldKeep(Reply reply, string side, string text, string link)
    {
        var form = reply.Page!.QuerySelector($"section.{side} form").ShouldNotBeNull();
        form.ParentElement!.HasAttribute("open").ShouldBeTrue("the form is folded away");
        ShouldKeep(form.QuerySelector<IHtmlTextAreaElement>("textarea")!.Value, text);
        ShouldKeep(form.QuerySelector<IHtmlInputElement>("input[name=link]")!.Value, link);
    }

    // Blanks alone are not worth keeping
    private static void ShouldKeep(string kept, string typed) =>
        kept.ShouldBe(string.IsNullOrWhiteSpace(typed) ? "" : typed.ReplaceLineEndings("\n"));
}
