using System.Net;

namespace Textak.Tests.Platform;

public sealed class HttpsOnly(HttpsOnly.Secured site) : IClassFixture<HttpsOnly.Secured>
{
    public sealed class Secured : ShieldedSite
    {
        public Secured() => Settings["Security:RequireHttps"] = "true";
    }

    [Fact]
    public async Task Browsers_are_told_to_stay_with_HTTPS()
    {
        using var visitor = site.Visit();
        using var response = await visitor.Client.GetAsync("https://localhost/nowhere");
        response.Header("Strict-Transport-Security").ShouldBe("max-age=31536000");
    }

    [Fact]
    public async Task The_forms_cookie_belongs_to_this_host_alone()
    {
        using var visitor = site.Visit();
        using var response = await visitor.Client.GetAsync("https://localhost/probe/token");
        var cookie = response.Header("Set-Cookie")!;
        cookie.ShouldStartWith("__Host-textak-form=");
        foreach (var part in (string[])["secure", "httponly", "path=/", "samesite=strict"]) cookie.ShouldContain($"; {part}");
        cookie.ShouldNotContain("domain");
    }

    [Fact]
    public async Task Plain_HTTP_is_answered_with_the_reason()
    {
        using var visitor = site.Visit();
        await visitor.GetAsync("/");
        visitor.Status.ShouldBe(HttpStatusCode.BadRequest);
        visitor.Page.QuerySelector("main")!.TextContent.ShouldContain("https://localhost");
        visitor.Response.Header("Strict-Transport-Security").ShouldBeNull();
    }
}
