using System.Net;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Tests.Accounts;

public sealed class Registering(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task One_registers_and_is_signed_in_as_a_participant()
    {
        using var mara = await site.RegisterAsync("Mara Lindqvist");
        mara.At.ShouldBe("/");
        mara.Page.QuerySelector(".masthead .who")!.TextContent.ShouldContain("Mara Lindqvist");
        (await RolesOf("Mara Lindqvist")).ShouldBe([Roles.Participant]);
    }

    [Fact]
    public async Task The_rules_stand_at_the_fields_before_anybody_errs()
    {
        using var visitor = site.Visit();
        var page = await visitor.GetAsync("/account/register");
        page.QuerySelectorAll(".error").ShouldBeEmpty();
        foreach (var (field, rules) in new[] { ("name", DisplayName.Rules), ("password", Passwords.Rules), ("email", MailAddress.Purpose) })
        {
            var input = page.GetElementById(field)!;
            page.GetElementById(input.GetAttribute("aria-describedby")!)!.TextContent.ShouldBe(rules);
            page.QuerySelector($"label[for={field}]").ShouldNotBeNull();
        }
        page.GetElementById("name")!.GetAttribute("autocomplete").ShouldBe("username");
        page.GetElementById("password")!.GetAttribute("autocomplete").ShouldBe("new-password");
    }

    [Fact]
    public async Task Errors_stand_at_their_fields_and_what_was_typed_is_kept_but_the_password()
    {
        using var visitor = site.Visit();
        await visitor.GetAsync("/account/register");
        var page = await visitor.SubmitAsync("main form", ("name", "Jo@n"), ("email", "nowhere"), ("password", "horse"));

        visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.GetElementById("name-error")!.TextContent.ShouldContain("@ can't stand in a name");
        page.GetElementById("email-error")!.TextContent.ShouldContain("no mail address");
        page.GetElementById("password-error")!.TextContent.ShouldBe("That has 5 characters: 5 more are needed.");
        foreach (var field in new[] { "name", "email", "password" })
        {
            page.GetElementById(field)!.GetAttribute("aria-invalid").ShouldBe("true");
            page.GetElementById(field)!.GetAttribute("aria-describedby")!.ShouldContain($"{field}-error");
        }
        page.GetElementById("name")!.GetAttribute("value").ShouldBe("Jo@n");
        page.GetElementById("email")!.GetAttribute("value").ShouldBe("nowhere");
        page.DocumentElement.OuterHtml.ShouldNotContain("horse");
    }

    [Theory]
    [InlineData("", "Choose a password")]
    [InlineData("123456789", "1 more")]
    [InlineData("Password123", "tries first")]
    [InlineData("aaaaaaaaaaaa", "tries first")]
    [InlineData("petra pan9", "Your name")]
    [InlineData("I am Petra Pan!", "Your name")]
    public async Task A_weak_password_is_told_why(string password, string reason)
    {
        using var visitor = site.Visit();
        await visitor.GetAsync("/account/register");
        var page = await visitor.SubmitAsync("main form", ("name", "Petra Pan"), ("password", password));
        page.GetElementById("password-error")!.TextContent.ShouldContain(reason);
    }

    [Fact]
    public async Task Over_long_fields_are_refused_not_cut()
    {
        using var visitor = site.Visit();
        await visitor.GetAsync("/account/register");
        var page = await visitor.SubmitAsync("main form",
            ("name", new string('ﷺ', 5000)), ("password", new string('x', 99) + new string('y', 102)), ("email", new string('a', 300) + "@example.org"));
        page.GetElementById("name-error")!.TextContent.ShouldContain("at most 30");
        page.GetElementById("password-error")!.TextContent.ShouldContain("at most 200");
        page.GetElementById("email-error")!.TextContent.ShouldContain("at most 254");
    }

    [Theory]
    [InlineData("Hope Iris", "hope iris")]
    [InlineData("Hope Lane", "Норе Lane", "mixes Cyrillic and Latin")]
    [InlineData("Capa", "Сара")]
    [InlineData("Modem", "Modern")]
    [InlineData("Bob Zero", "B0b Zer0")]
    public async Task A_name_that_looks_like_one_that_is_is_taken(string first, string second, string reason = "taken, or looks too much")
    {
        (await site.RegisterAsync(first)).Dispose();
        using var visitor = site.Visit();
        await visitor.GetAsync("/account/register");
        var page = await visitor.SubmitAsync("main form", ("name", second), ("password", Visitor.Password));
        page.GetElementById("name-error")!.TextContent.ShouldContain(reason);
    }

    [Theory]
    [InlineData("Textak Editorial")]
    [InlineData("Demo Moderator")]
    [InlineData("ADMlN")]
    public async Task Names_of_the_house_are_kept(string name)
    {
        using var visitor = site.Visit();
        await visitor.GetAsync("/account/register");
        var page = await visitor.SubmitAsync("main form", ("name", name), ("password", Visitor.Password));
        page.GetElementById("name-error")!.TextContent.ShouldContain("kept for Textak");
    }

    [Fact]
    public async Task Of_many_who_take_one_name_at_once_one_gets_it()
    {
        var rivals = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var visitor = site.Visit();
            await visitor.GetAsync("/account/register");
            return visitor;
        }));
        var spellings = new[] { "Rivalin", "RIVALIN", "R1valin", "Rlvalin", "rivalin", " Rivalin ", "RlVALlN", "rivaIin" };
        var pages = await Task.WhenAll(rivals.Select((visitor, i) => visitor.SubmitAsync("main form", ("name", spellings[i]), ("password", Visitor.Password))));

        rivals.Count(visitor => visitor.Status == HttpStatusCode.OK).ShouldBe(1);
        rivals.Count(visitor => visitor.Status == HttpStatusCode.UnprocessableEntity).ShouldBe(7);
        pages.Count(page => page.GetElementById("name-error")?.TextContent == DisplayName.Taken).ShouldBe(7);
        var fold = DisplayName.Fold("Rivalin");
        (await site.ReadAsync(db => db.Users.CountAsync(a => a.NormalizedUserName == fold))).ShouldBe(1);
        foreach (var rival in rivals) rival.Dispose();
    }

    [Fact]
    public async Task A_mail_address_may_be_shared_and_tells_nothing()
    {
        foreach (var name in new[] { "First Sharer", "Second Sharer" })
        {
            using var visitor = site.Visit();
            await visitor.GetAsync("/account/register");
            await visitor.SubmitAsync("main form", ("name", name), ("password", Visitor.Password), ("email", "both@example.org"));
            visitor.At.ShouldBe("/");
        }
        using var stranger = await site.SignInAsync("both@example.org");
        stranger.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("/how-it-works", "/how-it-works")]
    [InlineData("/f/none?sort=new&x=ä", "/f/none?sort=new&x=%C3%A4")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("how-it-works", "/")]
    [InlineData("", "/")]
    public async Task One_goes_back_where_one_was_and_nowhere_else(string returnUrl, string to)
    {
        using var visitor = site.Visit(follows: false);
        await visitor.GetAsync("/account/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
        // By way of the other page, as one does
        await visitor.GetAsync(visitor.Page.QuerySelector("main p a")!.GetAttribute("href")!);
        await visitor.SubmitAsync("main form", ("name", $"Back {Ids.New().ToString("N")[..12]}"), ("password", Visitor.Password));
        visitor.Status.ShouldBe(HttpStatusCode.Redirect);
        visitor.Response.Headers.GetValues("Location").ShouldBe([to]);
    }

    [Fact]
    public async Task Who_is_signed_in_is_sent_on()
    {
        using var visitor = await site.RegisterAsync("Twice Comer");
        foreach (var page in new[] { "register", "sign-in" })
        {
            await visitor.GetAsync($"/account/{page}?returnUrl=/how-it-works");
            visitor.At.ShouldBe("/how-it-works");
        }
    }

    private Task<List<string?>> RolesOf(string name) => site.ReadAsync(db =>
        db.UserRoles.Where(given => db.Users.Any(a => a.Id == given.UserId && a.UserName == name))
            .Join(db.Roles, given => given.RoleId, role => role.Id, (_, role) => role.Name).ToListAsync());
}
