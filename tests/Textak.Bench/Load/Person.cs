using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Textak.Tests;

namespace Textak.Bench.Load;

/// <summary>Somebody who has an account and is signed in: what goes along with each of their commands.</summary>
internal sealed class Person(CookieContainer cookies, Uri address, string token)
{
    private const string Password = "correct horse battery";
    private string header = cookies.GetCookieHeader(address);

    /// <summary>Registers, through the page.</summary>
    public static async Task<Person> RegisterAsync(int port, string name) => await EnterAsync(port, "/account/register", name);

    public static async Task<Person> SignInAsync(int port, string name) => await EnterAsync(port, "/account/sign-in", name);

    /// <summary>Sends a command, and keeps a cookie that was renewed, as a browser does: else each command would renew it again.</summary>
    public async ValueTask<Answered> SendAsync(Line line, byte[] command)
    {
        var answer = await line.AskAsync(command);
        if (answer.Head.Span.IndexOf("\r\nSet-Cookie: "u8) >= 0) Keep(Encoding.ASCII.GetString(answer.Head.Span));
        return answer;
    }

    /// <summary>Estimates and arguments, nine to one, in an order that is the same each time.</summary>
    public byte[] Command(string slug, int number) => number % 10 == 4
        ? Argument(slug, number % 20 == 4 ? "for" : "against", Invariant($"Argument {number}: the last three reports that were published on this point all the same way, and none of them names a reason why the next one should differ."))
        : Estimate(slug, 1 + (int)(number * 37L % 99));

    public byte[] Estimate(string slug, int percent) => Post($"/f/{slug}/estimate", Invariant($"percent={percent}"));

    public byte[] Argument(string slug, string side, string text) => Post($"/f/{slug}/argument", $"side={side}&text={Uri.EscapeDataString(text)}");

    public byte[] Hide(string slug, long argument, string reason) =>
        Post(Invariant($"/f/{slug}/arguments/{argument}/visibility"), $"hidden=true&reason={Uri.EscapeDataString(reason)}");

    private byte[] Post(string path, string fields)
    {
        Span<byte> id = stackalloc byte[16];
        Random.Shared.NextBytes(id);
        return Line.Post(path, $"Cookie: {header}\r\n", $"{fields}&commandId={new Guid(id)}&__RequestVerificationToken={token}");
    }

    private static async Task<Person> EnterAsync(int port, string page, string name)
    {
        using var handler = new SocketsHttpHandler();
        var address = new Uri(Invariant($"http://localhost:{port}/"));
        using var visitor = new Visitor(new(handler, disposeHandler: false) { BaseAddress = address });
        await visitor.GetAsync(page);
        await visitor.SubmitAsync("main form", ("name", name), ("password", Password));
        if (visitor.Page.QuerySelector(".error:not(:empty)") is { } error) throw new InvalidOperationException($"{name}: {error.TextContent.Trim()}");
        if (visitor.Page.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]") is not { } token)
            throw new InvalidOperationException($"{name} is not signed in.");
        return new(handler.CookieContainer, address, Uri.EscapeDataString(token.Value));
    }

    private void Keep(string head)
    {
        lock (cookies)
        {
            foreach (var line in head.Split("\r\n").Where(line => line.StartsWith("Set-Cookie: ", StringComparison.Ordinal)))
                cookies.SetCookies(address, line["Set-Cookie: ".Length..]);
            header = cookies.GetCookieHeader(address);
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
