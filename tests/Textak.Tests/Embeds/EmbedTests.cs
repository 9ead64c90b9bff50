using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Textak.Tests.Platform;

namespace Textak.Tests.Embeds;

/// <summary>The tile for pages of other sites: what it may, what it holds, and how one takes it.</summary>
public sealed class EmbedTests(BusySite site) : IClassFixture<BusySite>, IDisposable
{
    private readonly Visitor reader = site.Visit();

    [Fact]
    public async Task It_alone_may_stand_in_a_frame_and_nothing_can_be_done_in_it()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "opened: 40 days ago\nhistory: 30 days ago 50, 3 days ago 62");

        var page = await reader.GetAsync($"/embed/{slug}");

        reader.Status.ShouldBe(HttpStatusCode.OK);
        var policy = reader.Response.Header("Content-Security-Policy")!.Split("; ");
        policy.ShouldContain("frame-ancestors *");
        policy.ShouldContain("form-action 'none'");
        policy.ShouldAllBe(rule => !rule.Contains("unsafe") && (!rule.Contains('*') || rule == "frame-ancestors *"));
        reader.Response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        reader.Response.Headers.Contains("X-Frame-Options").ShouldBeFalse();
        page.QuerySelectorAll("form, input, button, textarea, select, iframe, details").ShouldBeEmpty();
        page.QuerySelectorAll<IHtmlAnchorElement>("a").ShouldAllBe(a => a.Target == "_blank" && a.Relation == "noopener" && a.GetAttribute("href") == $"/f/{slug}");
        page.QuerySelector(".tile")!.Words().ShouldStartWith($"62%likely▲ +12 pts The question called {slug}");
        page.QuerySelector(".spark .line")!.GetAttribute("d").ShouldNotBeNullOrEmpty();
        page.QuerySelector(".state")!.Words().ShouldStartWith("as of");
        foreach (var other in (string[])[$"/f/{slug}", "/", "/embed/nowhere", $"/f/{slug}/atom", "/account/sign-in"])
        {
            using var response = await reader.Client.GetAsync(other);
            response.Header("Content-Security-Policy")!.ShouldContain("frame-ancestors 'none'", Case.Sensitive, other);
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?theme=dark", "dark")]
    [InlineData("?theme=LIGHT", "light")]
    [InlineData("?theme=\"><script>", "")]
    public async Task It_is_light_or_dark_as_asked(string query, string theme)
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        (await reader.GetAsync($"/embed/{slug}{query}")).DocumentElement.GetAttribute("data-theme").ShouldBe(theme);
    }

    [Fact]
    public async Task The_markup_to_copy_is_one_frame_whatever_the_question_is_called()
    {
        var slug = Fresh.Slug();
        const string Title = "Will \"that\" & </textarea><script>alert(1)</script> come true?";
        await site.ImportAsync($"{slug}.md", $"---\ntitle: {Title}\nslug: {slug}\ncategory: models\nhorizon: 2030-12-31\n---\nIt will.\n## Resolution criteria\nTrue if it does.\n");

        var board = await reader.GetAsync($"/f/{slug}");
        var markup = board.QuerySelector<IHtmlTextAreaElement>(".snippet textarea")!.Value;

        var copied = new HtmlParser().ParseDocument(markup).Body!;
        var frame = copied.QuerySelectorAll("*").ShouldHaveSingleItem().ShouldBeAssignableTo<IHtmlInlineFrameElement>()!;
        frame.Source.ShouldBe($"{site.Address}embed/{slug}");
        frame.GetAttribute("title").ShouldBe(Title);
        (await reader.GetAsync(frame.Source!)).QuerySelector("h2")!.TextContent.ShouldBe(Title);
    }

    [Fact]
    public async Task An_address_that_somebody_made_up_is_shown_to_nobody_else()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        foreach (var path in (string[])["/", $"/f/{slug}", $"/embed/{slug}", $"/f/{slug}/atom", "/sitemap/1.xml", "/robots.txt"])
        {
            using var made = new HttpRequestMessage(HttpMethod.Get, path);
            made.Headers.Host = "evil.example";
            using var theirs = await reader.Client.SendAsync(made);
            (await theirs.Content.ReadAsStringAsync()).ShouldContain("evil.example", Case.Sensitive, path);
            (await reader.Client.GetStringAsync(path)).ShouldNotContain("evil.example", Case.Sensitive, path);
        }
    }

    [Fact]
    public async Task Who_wants_to_set_theirs_first_gets_no_number_here_either()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "opened: 40 days ago\nhistory: 30 days ago 50, 3 days ago 87");
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        await ada.PostAsync("/account?handler=numbers", Manner.Form, ("ownFirst", "true"));
        foreach (var path in (string[])[$"/embed/{slug}", $"/f/{slug}/files/all.json", $"/f/{slug}/files/history.csv", "/files/forecasts.csv", "/files/history.csv"])
        {
            (await ada.Visitor.Client.GetStringAsync(path)).ShouldNotMatch(@"(?<![\w.-])(0?\.)?87(?![\w-])", path);
            (await reader.Client.GetStringAsync(path)).ShouldMatch(@"(?<![\w.-])(0?\.)?87(?![\w-])", $"or it is no test of {path}");
        }
        (await ada.EstimateAsync(slug, 30)).ShouldBeTaken();
        (await ada.Visitor.Client.GetStringAsync($"/f/{slug}/files/history.csv")).ShouldContain("0.87");
    }

    public void Dispose() => reader.Dispose();
}
