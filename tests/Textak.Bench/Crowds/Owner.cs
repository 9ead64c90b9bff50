using System.Net;
using System.Security.Cryptography;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Textak.Tests;

namespace Textak.Bench.Crowds;

/// <summary>Somebody whose programs a crowd is made of: registers, adds them and makes tokens through the pages, as a person does, and revokes them at the end.</summary>
internal sealed class Owner : IDisposable
{
    /// <summary>As many as the site lets one have.</summary>
    public const int MostPrograms = 5;
    private const string Make = "form[action*='handler=token']", Add = "form[action*='handler=program']", Revoke = "form[action*='handler=revocation']", TokenName = "A crowd's";

    // Whoever gives one can come again with the same crowd; else its accounts are used this once
    private static readonly string Password = Environment.GetEnvironmentVariable("TEXTAK_CROWD_PASSWORD") is { Length: > 0 } given ? given : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly Visitor visitor;
    private readonly string name;

    private Owner(Visitor visitor, string name) => (this.visitor, this.name) = (visitor, name);

    public static async Task<Owner> ComeAsync(Wishes wishes, int number, CancellationToken stop)
    {
        var owner = new Owner(new(new(new SocketsHttpHandler()) { BaseAddress = wishes.Site }), FormattableString.Invariant($"Crowd {wishes.Seed}-{number + 1}"));
        foreach (var page in new[] { "register", "sign-in" })
        {
            await owner.AgainAsync(() => owner.visitor.GetAsync($"/account/{page}"), stop);
            await owner.AgainAsync(() => owner.visitor.SubmitAsync("main form", ("name", owner.name), ("password", Password)), stop);
            if (owner.visitor.Response.RequestMessage!.RequestUri!.AbsolutePath == "/") return owner;
        }
        throw new InvalidOperationException($"{owner.name} is there already, with another password: set TEXTAK_CROWD_PASSWORD, or take another --seed.");
    }

    /// <summary>A token for one of the owner's programs, which is added where it isn't there yet.</summary>
    public async Task<string> TokenAsync(int number, CancellationToken stop)
    {
        var program = FormattableString.Invariant($"{name} program {number + 1}");
        await AgainAsync(() => visitor.GetAsync("/account/tokens"), stop);
        if (Find(program) is null) await AgainAsync(() => visitor.SubmitAsync(Add, ("program", program)), stop);
        var id = Find(program) ?? throw new InvalidOperationException($"{program} was not added: {visitor.Page.QuerySelector(".error:not(:empty)")?.TextContent.Trim()}");
        var form = visitor.Page.QuerySelector<IHtmlFormElement>(Make)!;
        foreach (var scope in form.QuerySelectorAll<IHtmlInputElement>("input[name=scopes]")) scope.IsChecked = scope.Value != "moderate";
        await AgainAsync(() => visitor.SubmitAsync(form, ("name", TokenName), ("as", id), ("days", "7")), stop);
        return visitor.Page.QuerySelector<IHtmlInputElement>("#secret")?.Value ?? throw new InvalidOperationException($"{program} got no token: {visitor.Page.QuerySelector(".error:not(:empty)")?.TextContent.Trim()}");
    }

    /// <summary>Revokes all tokens of crowds.</summary>
    public async Task LeaveAsync()
    {
        await AgainAsync(() => visitor.GetAsync("/account/tokens"), default);
        while (visitor.Page.QuerySelectorAll<IHtmlFormElement>(Revoke).FirstOrDefault(form => form.ParentElement!.TextContent.Contains(TokenName, StringComparison.Ordinal)) is { } form)
            await AgainAsync(() => visitor.SubmitAsync(form), default);
        Dispose();
    }

    public void Dispose() => visitor.Dispose();

    private string? Find(string program) => visitor.Page.QuerySelectorAll<IHtmlOptionElement>("#as option").FirstOrDefault(option => option.Text == program)?.Value;

    // A crowd comes from one address: it waits its turn, as everybody has to
    private async Task AgainAsync(Func<Task> ask, CancellationToken stop)
    {
        await ask();
        while (visitor.Status == HttpStatusCode.TooManyRequests)
        {
            await Task.Delay(visitor.Response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(5), stop);
            await ask();
        }
    }
}
