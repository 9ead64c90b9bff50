using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Textak.Tests.Platform;

/// <summary>What may change something comes from a page of ours, and is of a sane size. Over real sockets: what is cut off shows only there.</summary>
public sealed class Forms(Forms.Listening site) : IClassFixture<Forms.Listening>, IDisposable
{
    public sealed class Listening : ShieldedSite
    {
        public Listening() => Listens = true;
    }

    private readonly Visitor visitor = site.Visit();

    private HttpClient Client => visitor.Client;

    public void Dispose() => visitor.Dispose();

    [Fact]
    public async Task A_form_of_ours_is_taken()
    {
        using var response = await Client.PostAsync(Probing.Harmless, ("text", "Hello"));
        response.StatusCode.ShouldBe(Probing.Taken);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_its_text_given_back()
    {
        await visitor.SendAsync(new(HttpMethod.Post, Probing.Harmless) { Content = new FormUrlEncodedContent([new("text", "</textarea><b>Ünïcode & more")]) });
        visitor.Status.ShouldBe(HttpStatusCode.BadRequest);
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("This form has grown old");
        visitor.Page.QuerySelector("textarea[readonly]")!.TextContent.ShouldBe("</textarea><b>Ünïcode & more");
    }

    [Fact]
    public async Task Somebody_elses_token_is_refused()
    {
        using var other = site.Visit();
        var theirs = await other.Client.GetStringAsync("/probe/token");
        await Client.GetStringAsync("/probe/token");
        using var response = await Client.PostAsync(Probing.Harmless, new FormUrlEncodedContent([new("__RequestVerificationToken", theirs)]));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_script_sends_the_token_as_a_header_and_is_refused_with_problem_details()
    {
        using var refused = await Client.PostAsJsonAsync(Probing.Harmless, new { text = "Hello" });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString().ShouldBe("This form has grown old");

        Client.DefaultRequestHeaders.Add("RequestVerificationToken", await Client.GetStringAsync("/probe/token"));
        using var taken = await Client.PostAsJsonAsync(Probing.Harmless, new { text = "Hello" });
        taken.StatusCode.ShouldBe(Probing.Taken);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(5_000_000)]
    public async Task A_paste_that_is_too_long_gets_a_page_not_a_broken_connection(int length)
    {
        using var response = await Client.PostAsync(Probing.Harmless, ("text", new string('x', length)));
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var page = await response.Content.ReadAsStringAsync();
        page.ShouldContain("That is too long");
        page.ShouldNotContain("xxxx");
    }

    [Fact]
    public async Task What_fits_is_taken()
    {
        using var response = await Client.PostAsync(Probing.Harmless, ("text", new string('x', 60_000)));
        response.StatusCode.ShouldBe(Probing.Taken);
    }

    [Fact]
    public async Task A_body_that_hides_its_length_is_counted()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Probing.Harmless);
        request.Content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes("text=" + new string('x', 100_000))));
        request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        request.Headers.TransferEncodingChunked = true;
        using var response = await Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("text=%zz%&=&&==%00", "application/x-www-form-urlencoded")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"te", "multipart/form-data; boundary=x")]
    [InlineData("--x", "multipart/form-data")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ncut sh", "multipart/form-data; boundary=x")]
    [InlineData("text=hello", "application/x-www-form-urlencoded; charset=utf-7")]
    [InlineData("{\"text\":", "application/json")]
    [InlineData("\0\u0001\u0002", "text/plain")]
    public async Task Garbage_is_answered(string body, string type)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await Client.PostAsync(Probing.Harmless, content);
        ((int)response.StatusCode).ShouldBeInRange(400, 499);
    }

    [Theory]
    [InlineData("GET /" + "\0" + " HTTP/1.1\r\nHost: x\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "400")]
    [InlineData("PST / HTTP/9.9\r\nHost: x\r\n\r\n", "505")]
    public async Task Nonsense_on_the_wire_is_answered(string request, string status) => (await RawAsync(request)).ShouldStartWith($"HTTP/1.1 {status}");

    [Fact]
    public async Task Lines_and_headers_have_limits()
    {
        (await RawAsync($"GET /{new string('x', 20_000)} HTTP/1.1\r\nHost: x\r\n\r\n")).ShouldStartWith("HTTP/1.1 414");
        (await RawAsync($"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('x', 40_000)}\r\n\r\n")).ShouldStartWith("HTTP/1.1 431");
    }

    [Fact]
    public async Task The_server_does_not_say_what_it_is()
    {
        using var response = await Client.GetAsync("/");
        response.Header("Server").ShouldBeNull();
        response.Header("X-Powered-By").ShouldBeNull();
    }

    private async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(site.Address.Host, site.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }
}
