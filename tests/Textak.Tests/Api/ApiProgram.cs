using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Tests.Api;

/// <summary>A program that talks to the board over HTTP, with a token or without.</summary>
internal sealed class ApiProgram(HttpClient client) : IDisposable
{
    public const string Base = "/api/v1";

    public HttpClient Client => client;

    /// <summary>One without a token.</summary>
    public static ApiProgram Stranger(Site site) => new(site.Visit(follows: false).Client);

    /// <summary>One with a token of an account that is made for it.</summary>
    public static async Task<ApiProgram> OfAsync(Site site, string name, Scopes scopes, params string[] roles) => With(site, await site.TokenAsync(await site.AccountAsync(name, roles), scopes));

    public static ApiProgram With(Site site, string secret)
    {
        var program = Stranger(site);
        program.Client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return program;
    }

    public Task<ApiReply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<ApiReply> PostAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<ApiReply> PutAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, path, body, headers);

    public Task<ApiReply> DeleteAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Delete, path, null, headers);

    /// <summary>Posts an argument that has to be taken.</summary>
    public async Task<long> ArguedAsync(string slug, string side, string text) =>
        (await PostAsync($"/forecasts/{slug}/arguments", new { side, text })).Should(HttpStatusCode.Created).Json.GetProperty("argumentId").GetInt64();

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Base + path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request);
        return await ApiReply.ReadAsync(response);
    }

    public void Dispose() => client.Dispose();
}

/// <summary>What came back.</summary>
internal sealed record ApiReply(HttpStatusCode Status, string Text, MediaTypeHeaderValue? Type, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonElement.Parse(Text);

    /// <summary>The kind of a failure.</summary>
    public string Code => Json.GetProperty("type").GetString()!.Split('#')[1];
    public string Tag => Headers.ETag!.ToString();

    public static async Task<ApiReply> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType, response.Headers);

    public ApiReply Should(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>It has to be a failure of that kind, told in its own form.</summary>
    public ApiReply ShouldFail(string code, string? field = null)
    {
        Type?.MediaType.ShouldBe("application/problem+json", $"{Status} {Text}");
        Code.ShouldBe(code, Text);
        Json.GetProperty("status").GetInt32().ShouldBe((int)Status);
        if (field is not null) Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe([field]);
        return this;
    }
}

internal static class Accounts
{
    /// <summary>An account, made without its page.</summary>
    public static async Task<long> AccountAsync(this Site site, string name, params string[] roles)
    {
        var account = new Account { UserName = name, CreatedAt = site.Now().AddDays(-2) };
        await site.UseAsync<UserManager<Account>>(async users =>
        {
            (await users.CreateAsync(account)).Succeeded.ShouldBeTrue();
            foreach (var role in roles.Prepend(Roles.Participant)) await users.AddToRoleAsync(account, role);
        });
        return account.Id;
    }

    /// <summary>A good token, made without its page.</summary>
    public static async Task<string> TokenAsync(this Site site, long account, Scopes scopes)
    {
        var (token, secret) = AccessToken.Make(account, "A test's", scopes, 30, Ids.New(), site.Now());
        await site.ReadAsync(db =>
        {
            db.AccessTokens.Add(token);
            return db.SaveChangesAsync();
        });
        return secret;
    }

    public static DateTimeOffset Now(this Site site) => ((TimeProvider)site.Services.GetService(typeof(TimeProvider))!).Now();
}
