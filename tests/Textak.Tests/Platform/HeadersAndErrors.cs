using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Textak.Tests.Platform;

/// <summary>What stands on every answer, and what people and programs are told when something goes wrong.</summary>
public sealed class HeadersAndErrors(ShieldedSite site) : IClassFixture<ShieldedSite>, IDisposable
{
    private readonly Visitor visitor = site.Visit(follows: false);

    private HttpClient Client => visitor.Client;

    public void Dispose() => visitor.Dispose();

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/how-it-works", HttpStatusCode.OK)]
    [InlineData("/css/textak.css", HttpStatusCode.OK)]
    [InlineData("/lib/uplot/uPlot.min.css", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/error", HttpStatusCode.NotFound)]
    [InlineData("/f/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/f/nowhere/arguments/1/visibility", HttpStatusCode.Redirect)]
    [InlineData("/probe/throw", HttpStatusCode.InternalServerError)]
    [InlineData("/probe/away", HttpStatusCode.ServiceUnavailable)]
    public async Task Every_answer_carries_the_headers(string path, HttpStatusCode status)
    {
        using var response = await Client.GetAsync(path);
        response.StatusCode.ShouldBe(status);
        ShouldBeShielded(response);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("a$b")]
    [InlineData("a(b)")]
    [InlineData("board.example:99999")]
    public async Task A_host_of_which_no_address_can_be_made_is_a_fault_of_whoever_sent_it(string host)
    {
        foreach (var path in new[] { "/", "/how-it-works", "/f/open-source-frontier", "/atom", "/api", "/openapi/v1.json" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Host", host);
            using var response = await Client.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task A_refused_form_carries_them_too()
    {
        using var response = await Client.PostAsync(Probing.Harmless, new FormUrlEncodedContent([]));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ShouldBeShielded(response);
    }

    [Fact]
    public async Task The_nonce_of_a_request_is_in_its_policy_and_in_no_other()
    {
        using var first = await Client.GetAsync("/probe/nonce");
        using var second = await Client.GetAsync("/probe/nonce");
        var nonce = await first.Content.ReadAsStringAsync();
        nonce.Length.ShouldBeGreaterThanOrEqualTo(24);
        first.Header("Content-Security-Policy")!.ShouldContain($"script-src 'self' 'nonce-{nonce}';");
        second.Header("Content-Security-Policy")!.ShouldNotContain(nonce);
    }

    [Fact]
    public async Task Pages_are_asked_for_again_and_errors_are_kept_nowhere()
    {
        using var page = await Client.GetAsync("/");
        page.Headers.CacheControl!.ToString().ShouldContain("no-");
        using var error = await Client.GetAsync("/probe/throw");
        error.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/probe/throw")]
    [InlineData("/probe/away")]
    public async Task People_get_a_page_that_says_what_to_do(string path)
    {
        await visitor.GetAsync(path);
        visitor.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldNotBeNullOrWhiteSpace();
        visitor.Page.QuerySelector("main code")!.TextContent.Length.ShouldBe(32, "the number that the log has too");
        visitor.Page.QuerySelector("main a[href='/']").ShouldNotBeNull();
        ShouldKeepSecrets(visitor.Page.Source.Text);
    }

    [Theory]
    [InlineData("/nowhere", 404)]
    [InlineData("/probe/throw", 500)]
    [InlineData("/probe/away", 503)]
    public async Task Programs_get_problem_details(string path, int status)
    {
        using var response = await Client.GetAsync(path, ("Accept", "application/json"));
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        problem.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
        ShouldKeepSecrets(problem.ToString());
    }

    [Fact]
    public async Task A_database_that_is_away_says_when_to_come_back()
    {
        using var response = await Client.GetAsync("/probe/away");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
    }

    private static void ShouldKeepSecrets(string text)
    {
        text.ShouldNotContain(ShieldedSite.Secret);
        text.ShouldNotContain("Exception");
        text.ShouldNotContain("   at ");
    }

    private static void ShouldBeShielded(HttpResponseMessage response)
    {
        var policy = response.Header("Content-Security-Policy")!.Split("; ");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("base-uri 'none'");
        policy.ShouldContain("form-action 'self'");
        policy.ShouldAllBe(rule => !rule.Contains("unsafe") && !rule.Contains('*'));
        response.Header("X-Content-Type-Options").ShouldBe("nosniff");
        response.Header("Referrer-Policy").ShouldBe("same-origin");
        response.Header("Permissions-Policy")!.ShouldContain("camera=()");
        response.Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        response.Header("Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        response.Header("Strict-Transport-Security").ShouldBeNull("this site runs without HTTPS");
    }
}
