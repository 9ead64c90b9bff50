using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Accounts;

namespace Textak.Tests.Accounts;

public sealed class SigningIn(LaterSite site) : IClassFixture<LaterSite>
{
    [Theory]
    [InlineData("Sina Back")]
    [InlineData("sina back")]
    [InlineData(" SINA  BACK ")]
    public async Task One_signs_in_by_name_however_it_is_written(string typed)
    {
        await ExistsAsync("Sina Back");
        using var visitor = await site.SignInAsync(typed);
        visitor.At.ShouldBe("/");
        visitor.Page.QuerySelector(".masthead .who")!.TextContent.ShouldContain("Sina Back");
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_read_the_same()
    {
        await ExistsAsync("Known One");
        var answers = new List<string>();
        foreach (var name in new[] { "Known One", "Nobody Here", Account.Editorial })
        {
            using var visitor = await site.SignInAsync(name, "wrong password!");
            visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            visitor.Page.GetElementById("name")!.GetAttribute("value").ShouldBe(name);
            visitor.Page.GetElementById("password")!.GetAttribute("value").ShouldBeNullOrEmpty();
            visitor.Page.DocumentElement.OuterHtml.ShouldNotContain("wrong password!");
            answers.Add(visitor.Page.QuerySelector(".error[role=alert]")!.TextContent);
        }
        answers.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Five_wrong_passwords_shut_the_door_for_five_minutes()
    {
        await ExistsAsync("Locked One");
        for (var i = 0; i < 5; i++) (await TryAsync("Locked One", "wrong password!")).ShouldBeFalse();
        (await TryAsync("Locked One", Visitor.Password)).ShouldBeFalse("the door is shut");

        site.Clock.Advance(TimeSpan.FromMinutes(4));
        (await TryAsync("Locked One", Visitor.Password)).ShouldBeFalse("still shut");
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        (await TryAsync("Locked One", Visitor.Password)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_right_password_forgives_the_wrong_ones_before_it()
    {
        await ExistsAsync("Forgiven One");
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++) (await TryAsync("Forgiven One", "wrong password!")).ShouldBeFalse();
            (await TryAsync("Forgiven One", Visitor.Password)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Guessing_in_parallel_gives_no_more_than_five_tries()
    {
        await ExistsAsync("Raced One");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TryAsync("Raced One", "wrong password!")));
        (await TryAsync("Raced One", Visitor.Password)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_signs_in_as_the_house()
    {
        var id = await EditorialAccount.EnsureAsync(site.Services);
        (await EditorialAccount.EnsureAsync(site.Services)).ShouldBe(id);
        site.Clock.Advance(TimeSpan.FromDays(3650));
        (await TryAsync(Account.Editorial, "")).ShouldBeFalse();
        (await site.ReadAsync(db => db.Users.Where(a => a.Id == id).Select(a => a.PasswordHash).SingleAsync())).ShouldBeNull();
    }

    [Fact]
    public async Task Signing_out_takes_a_form()
    {
        using var visitor = await site.RegisterAsync("Goes Away");
        await visitor.GetAsync("/account/sign-out");
        visitor.Page.QuerySelector("h1")!.TextContent.ShouldBe("Sign out");
        await visitor.GetAsync("/account");
        visitor.At.ShouldBe("/account");

        await visitor.GetAsync("/account/sign-out");
        await visitor.SubmitAsync("main form");
        visitor.At.ShouldBe("/");
        await visitor.GetAsync("/account");
        visitor.At.ShouldBe("/account/sign-in?returnUrl=%2Faccount");
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites()
    {
        await ExistsAsync("Cookie One");
        using var visitor = site.Visit(follows: false);
        await visitor.GetAsync("/account/sign-in");
        await visitor.SubmitAsync("main form", ("name", "Cookie One"), ("password", Visitor.Password));
        var cookie = visitor.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("textak=", StringComparison.Ordinal));
        cookie.ShouldContain("path=/");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain("secure");
        cookie.ShouldContain("expires=");
    }

    [Fact]
    public async Task Over_HTTPS_the_cookie_belongs_to_this_host_alone()
    {
        await using var secured = new Site();
        secured.Settings["Security:RequireHttps"] = "true";
        await secured.InitializeAsync();
        using var visitor = secured.Visit(follows: false);
        await visitor.GetAsync("https://localhost/account/register");
        await visitor.SubmitAsync("main form", ("name", "Secure One"), ("password", Visitor.Password));
        var cookie = visitor.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-textak=", StringComparison.Ordinal));
        foreach (var part in (string[])["secure", "httponly", "path=/", "samesite=lax"]) cookie.ShouldContain($"; {part}");
        cookie.ShouldNotContain("domain");
    }

    [Fact]
    public async Task A_form_without_its_token_signs_nobody_in_or_out()
    {
        using var visitor = await site.RegisterAsync("Token One");
        foreach (var path in new[] { "/account/sign-out", "/account/sign-in", "/account/register", "/account?handler=name" })
        {
            using var answer = await visitor.Client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([new("name", "Token Two")]));
            ((int)answer.StatusCode).ShouldBeInRange(400, 499, path);
        }
        await visitor.GetAsync("/account");
        visitor.At.ShouldBe("/account");
    }

    private async Task<bool> TryAsync(string name, string password)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var door = scope.ServiceProvider.GetRequiredService<SignInManager<Account>>();
        door.Context = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = scope.ServiceProvider };
        return (await door.PasswordSignInAsync(name, password, isPersistent: false, lockoutOnFailure: true)).Succeeded;
    }

    private async Task ExistsAsync(string name)
    {
        var fold = DisplayName.Fold(name);
        if (!await site.ReadAsync(db => db.Users.AnyAsync(a => a.NormalizedUserName == fold))) (await site.RegisterAsync(name)).Dispose();
    }
}
