using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.AspNetCore.Hosting;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;

namespace Textak.Tests.Api;

/// <summary>Tokens from the page on: what is shown, what is kept, and when they open nothing any more.</summary>
public sealed class TokenTests(TokenTests.TimedSite site) : IClassFixture<TokenTests.TimedSite>
{
    private const string Make = "form[action*='handler=token']", Add = "form[action*='handler=program']";

    [Fact]
    public async Task It_is_shown_once_and_kept_as_a_hash_and_its_beginning()
    {
        using var ada = await site.RegisterAsync(Fresh.Name());
        await ada.GetAsync("/account/tokens");
        await ada.SubmitAsync(Make, ("name", "Home server"), ("days", "30"));
        var secret = Secret(ada);
        secret.ShouldMatch("^textak_pat_[0-9a-f]{64}$");
        ada.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();

        (await ada.GetAsync("/account/tokens")).Body!.TextContent.ShouldContain($"textak_pat_{secret[11..19]}…");
        ada.Page.DocumentElement.OuterHtml.ShouldNotContain(secret);
        var kept = await site.ReadAsync(db => db.AccessTokens.AsNoTracking().SingleAsync(t => t.Name == "Home server"));
        kept.Hash.ShouldBe(AccessToken.HashOf(secret));
        kept.ExpiresAt.ShouldBe(kept.CreatedAt.AddDays(30));
        var digits = secret[AccessToken.Mark.Length..];
        typeof(AccessToken).GetProperties().Where(p => p.PropertyType == typeof(string)).Select(p => $"{p.GetValue(kept)}").Where(value => value.Contains(digits, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_form_makes_one()
    {
        using var ada = await site.RegisterAsync(Fresh.Name());
        await ada.GetAsync("/account/tokens");
        var form = ada.Page.QuerySelector<IHtmlFormElement>(Make)!;
        await ada.SubmitAsync(form, ("name", "Twice"));
        Secret(ada).ShouldNotBeEmpty();
        await ada.SubmitAsync(form, ("name", "Twice"));
        ada.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await site.ReadAsync(db => db.AccessTokens.CountAsync(t => t.Name == "Twice"))).ShouldBe(1);
    }

    [Theory]
    [InlineData("name", "", "name")]
    [InlineData("name", "...", "name")]
    [InlineData("days", "9999", "days")]
    [InlineData("as", "1", "as")]
    public async Task What_is_wrong_with_the_form_stands_at_its_field(string field, string value, string at)
    {
        using var ada = await site.RegisterAsync(Fresh.Name());
        await ada.GetAsync("/account/tokens");
        await ada.SubmitAsync(Make, [.. new[] { ("name", "A name"), (field, value) }.GroupBy(f => f.Item1).Select(f => f.Last())]);
        ada.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        ada.Page.QuerySelector($"#{at}")!.GetAttribute("aria-invalid").ShouldBe("true");
        ada.Page.QuerySelector("#secret").ShouldBeNull();
    }

    [Fact]
    public async Task All_that_is_wrong_with_it_is_said_at_once()
    {
        using var ada = await site.RegisterAsync(Fresh.Name());
        await ada.GetAsync("/account/tokens");
        var form = ada.Page.QuerySelector<IHtmlFormElement>(Make)!;
        foreach (var box in form.QuerySelectorAll<IHtmlInputElement>("input[name=scopes]")) box.IsChecked = false;
        await ada.SubmitAsync(form, ("name", ""), ("days", "9999"));
        foreach (var at in new[] { "name", "days" }) ada.Page.QuerySelector($"#{at}")!.GetAttribute("aria-invalid").ShouldBe("true");
        ada.Page.QuerySelector("#scopes-error")!.TextContent.ShouldContain("Tick");
    }

    [Fact]
    public async Task A_participant_is_given_none_that_moderates()
    {
        using var ada = await site.RegisterAsync(Fresh.Name());
        await ada.GetAsync("/account/tokens");
        ada.Page.QuerySelector("input[value=moderate]").ShouldBeNull();
        var token = ada.Page.QuerySelector<IHtmlInputElement>($"{Make} input[name=__RequestVerificationToken]")!.Value;
        var me = ada.Page.QuerySelector<IHtmlOptionElement>("#as option")!.Value;
        using var reply = await ada.Client.PostAsync("/account/tokens?handler=token", new FormUrlEncodedContent([
            new("__RequestVerificationToken", token), new("commandId", "11111111-1111-1111-1111-111111111111"), new("name", "Sly one"), new("as", me), new("scopes", "moderate"), new("days", "30")]));
        reply.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_program_has_a_name_and_tokens_of_its_own_and_says_whose_it_is()
    {
        var (owner, name) = (Fresh.Name("Owner"), Fresh.Name("Robot"));
        using var ada = await site.RegisterAsync(owner);
        await ada.GetAsync("/account/tokens");
        await ada.SubmitAsync(Add, ("program", name));
        var id = ada.Page.QuerySelectorAll<IHtmlOptionElement>("#as option").Single(o => o.Text == name).Value;
        await ada.SubmitAsync(Make, ("name", "Its own"), ("as", id));
        using var robot = ApiProgram.With(site, Secret(ada));
        var me = (await robot.GetAsync("/me")).Should(HttpStatusCode.OK).Json;
        (me.GetProperty("name").GetString(), me.GetProperty("program").GetBoolean(), me.GetProperty("owner").GetString()).ShouldBe((name, true, owner));
        (await ada.GetAsync($"/u/{Uri.EscapeDataString(name)}")).Body!.TextContent.ShouldContain($"for {owner}");

        using var other = await site.RegisterAsync(Fresh.Name());
        (await other.GetAsync("/account/tokens")).Body!.TextContent.ShouldNotContain(name);
        (await UserVerbs.RunAsync(site.Services, ["grant", "Moderator", name])).ShouldBe(1);
        using var door = site.Visit();
        await door.SignInAsync(name, "");
        door.At.ShouldStartWith("/account/sign-in");
    }

    [Fact]
    public async Task Revoked_it_opens_nothing_and_by_its_owner_alone()
    {
        using var ada = await site.RegisterAsync(Fresh.Name());
        await ada.GetAsync("/account/tokens");
        await ada.SubmitAsync(Make, ("name", "Short lived"));
        using var program = ApiProgram.With(site, Secret(ada));
        (await program.GetAsync("/me")).Should(HttpStatusCode.OK);

        var id = await site.ReadAsync(db => db.AccessTokens.Where(t => t.Name == "Short lived").Select(t => t.Id).SingleAsync());
        using var ben = await Participant.JoinAsync(site, Fresh.Name());
        (await ben.PostAsync("/account/tokens?handler=revocation", Manner.Form, ("token", $"{id}"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await program.GetAsync("/me")).Should(HttpStatusCode.OK);

        await ada.GetAsync("/account/tokens");
        await ada.SubmitAsync("form[action*='handler=revocation']");
        ada.Page.QuerySelector("[role=status]")!.TextContent.ShouldContain("revoked");
        (await program.GetAsync("/me")).Should(HttpStatusCode.Unauthorized).ShouldFail("bad-token");
    }

    [Fact]
    public async Task It_expires_and_its_last_use_is_noted_now_and_then()
    {
        var account = await site.AccountAsync(Fresh.Name());
        var secret = await site.TokenAsync(account, Scopes.Read);
        using var program = ApiProgram.With(site, secret);
        var uses = site.Services.GetRequiredService<TokenUses>();
        async Task<DateTimeOffset?> UsedAsync()
        {
            await uses.SaveAsync(default);
            return await site.ReadAsync(db => db.AccessTokens.AsNoTracking().Where(t => t.AccountId == account).Select(t => t.UsedAt).SingleAsync());
        }

        (await UsedAsync()).ShouldBeNull();
        (await program.GetAsync("/me")).Should(HttpStatusCode.OK);
        var first = await UsedAsync();
        first.ShouldBe(site.Now());
        // Adjusted and not advanced: no round of the site falls due
        site.Clock.AdjustTime(site.Now().AddMinutes(4));
        await program.GetAsync("/me");
        (await UsedAsync()).ShouldBe(first, "each use would be a write");
        site.Clock.AdjustTime(site.Now().AddMinutes(2));
        await program.GetAsync("/me");
        (await UsedAsync()).ShouldBe(site.Now());

        site.Clock.AdjustTime(site.Now().AddDays(30));
        (await program.GetAsync("/me")).Should(HttpStatusCode.Unauthorized).ShouldFail("bad-token");
    }

    private static string Secret(Visitor visitor) => visitor.Page.QuerySelector<IHtmlInputElement>("#secret")?.Value ?? throw new InvalidOperationException(visitor.Page.Body!.TextContent);

    public sealed class TimedSite : BusySite
    {
        public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

        protected override void Configure(IWebHostBuilder host)
        {
            host.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }
}
