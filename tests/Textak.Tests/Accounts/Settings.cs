using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Accounts;

namespace Textak.Tests.Accounts;

public sealed class Settings(LaterSite site) : IClassFixture<LaterSite>
{
    private const string Name = "form[action*='handler=name']";
    private const string Email = "form[action*='handler=email']";
    private const string Password = "form[action*='handler=password']";
    private const string NewPassword = "staple battery horse";

    [Fact]
    public async Task A_new_name_is_seen_at_once_and_signs_one_in_from_then_on()
    {
        using var visitor = await site.RegisterAsync("Old Name");
        await visitor.GetAsync("/account");
        await visitor.SubmitAsync(Name, ("name", " New  Name "));
        visitor.At.ShouldBe("/account?changed=name");
        visitor.Page.QuerySelector(".notice")!.TextContent.ShouldBe("Your name was changed.");
        visitor.Page.QuerySelector(".masthead .who")!.TextContent.ShouldContain("New Name");

        using var again = await site.SignInAsync("new name");
        again.Status.ShouldBe(HttpStatusCode.OK);
        using var old = await site.SignInAsync("Old Name");
        old.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Another_spelling_of_ones_own_name_is_no_rival()
    {
        using var visitor = await site.RegisterAsync("mcdonald");
        await visitor.GetAsync("/account");
        await visitor.SubmitAsync(Name, ("name", "McDonald"));
        visitor.Page.QuerySelector(".masthead .who")!.TextContent.ShouldContain("McDonald");
    }

    [Theory]
    [InlineData("Has Thls Name", "taken")]
    [InlineData("Moderator", "kept for Textak")]
    [InlineData("x", "at least 2")]
    public async Task A_name_that_can_not_be_had_is_told_why(string name, string reason)
    {
        using var owner = await site.SignInAsync("Has This Name");
        if (owner.Status != HttpStatusCode.OK) (await site.RegisterAsync("Has This Name")).Dispose();
        using var visitor = await site.RegisterAsync($"Wants {name.Length}{name[0]}");
        await visitor.GetAsync("/account");
        var page = await visitor.SubmitAsync(Name, ("name", name));
        visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.GetElementById("name-error")!.TextContent.ShouldContain(reason);
        page.GetElementById("name")!.GetAttribute("value").ShouldBe(name);
        page.QuerySelector(".masthead .who")!.TextContent.ShouldContain("Wants", customMessage: "the old name goes on");
    }

    [Fact]
    public async Task Two_who_change_to_one_name_at_once_leave_one_with_it()
    {
        var rivals = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            var visitor = await site.RegisterAsync($"Changer {(char)('a' + i)}x");
            await visitor.GetAsync("/account");
            return visitor;
        }));
        await Task.WhenAll(rivals.Select(visitor => visitor.SubmitAsync(Name, ("name", "One Prize"))));
        rivals.Count(visitor => visitor.Status == HttpStatusCode.OK).ShouldBe(1);
        rivals.Count(visitor => visitor.Page.GetElementById("name-error")?.TextContent == DisplayName.Taken).ShouldBe(5);
        foreach (var rival in rivals) rival.Dispose();
    }

    [Fact]
    public async Task A_mail_address_is_set_and_taken_away_again()
    {
        using var visitor = await site.RegisterAsync("Mail Owner");
        await visitor.GetAsync("/account");
        await visitor.SubmitAsync(Email, ("email", "me@example.org"));
        visitor.Page.QuerySelector(".notice")!.TextContent.ShouldBe("Your mail address was changed.");
        visitor.Page.GetElementById("email")!.GetAttribute("value").ShouldBe("me@example.org");

        await visitor.SubmitAsync(Email, ("email", "me at home"));
        visitor.Page.GetElementById("email-error")!.TextContent.ShouldContain("no mail address");
        visitor.Page.GetElementById("email")!.GetAttribute("value").ShouldBe("me at home");

        await visitor.SubmitAsync(Email, ("email", ""));
        visitor.Page.QuerySelector(".notice")!.TextContent.ShouldBe("Your mail address was removed.");
    }

    [Fact]
    public async Task A_new_password_keeps_this_session_and_ends_the_others()
    {
        using var here = await site.RegisterAsync("Two Places");
        using var there = await site.SignInAsync("Two Places");
        await here.GetAsync("/account");
        await here.SubmitAsync(Password, ("current", Visitor.Password), ("password", NewPassword));
        here.At.ShouldBe("/account?changed=password");

        site.Clock.Advance(TimeSpan.FromSeconds(61));
        await here.GetAsync("/account");
        here.At.ShouldBe("/account");
        await there.GetAsync("/account");
        there.At.ShouldStartWith("/account/sign-in");

        using var old = await site.SignInAsync("Two Places");
        old.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var now = await site.SignInAsync("Two Places", NewPassword);
        now.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_is_not_changed_without_the_current_one_nor_to_a_weak_one()
    {
        using var visitor = await site.RegisterAsync("Keeps It");
        await visitor.GetAsync("/account");
        var page = await visitor.SubmitAsync(Password, ("current", "wrong password!"), ("password", NewPassword));
        page.GetElementById("current-error")!.TextContent.ShouldContain("isn’t your current password");
        page.DocumentElement.OuterHtml.ShouldNotContain("wrong password!");
        page = await visitor.SubmitAsync(Password, ("current", Visitor.Password), ("password", "keeps it forever"));
        page.GetElementById("password-error")!.TextContent.ShouldContain("Your name is in it");
        page.DocumentElement.OuterHtml.ShouldNotContain("keeps it forever");
        using var still = await site.SignInAsync("Keeps It");
        still.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Changing_a_name_signs_nobody_out_elsewhere()
    {
        using var here = await site.RegisterAsync("Before Change");
        using var there = await site.SignInAsync("Before Change");
        await here.GetAsync("/account");
        await here.SubmitAsync(Name, ("name", "After Change"));
        site.Clock.Advance(TimeSpan.FromSeconds(61));
        await there.GetAsync("/account");
        there.Page.QuerySelector(".masthead .who")!.TextContent.ShouldContain("After Change");
    }

    [Fact]
    public async Task What_a_form_has_not_asked_for_is_not_taken()
    {
        using var visitor = await site.RegisterAsync("Mass Assigner");
        await visitor.GetAsync("/account");
        var token = visitor.Page.QuerySelector($"{Email} input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await visitor.Client.PostAsync(new Uri("/account?handler=email", UriKind.Relative), new FormUrlEncodedContent([
            new("__RequestVerificationToken", token), new("email", "a@example.org"), new("account.LockoutEnd", "2999-01-01"), new("Id", "1"),
            new("UserName", "Root Of All"), new("EmailConfirmed", "true"), new("account.EmailConfirmed", "true")]));
        var account = await site.ReadAsync(db => db.Users.SingleAsync(a => a.UserName == "Mass Assigner"));
        (account.Email, account.EmailConfirmed, account.LockoutEnd).ShouldBe(("a@example.org", false, null));
    }

    [Theory]
    [InlineData("text/html", HttpStatusCode.Redirect)]
    [InlineData("application/json", HttpStatusCode.Unauthorized)]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in_but_programs_are_told(string accept, HttpStatusCode status)
    {
        using var visitor = site.Visit(follows: false);
        visitor.Client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        await visitor.GetAsync("/account");
        visitor.Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    public async Task Who_lacks_the_role_is_told_so(string accept)
    {
        using var visitor = await site.RegisterAsync($"Lacks Role {accept[0]}");
        visitor.Client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        await visitor.GetAsync("/f/none/arguments/1/visibility");
        visitor.Status.ShouldBe(HttpStatusCode.Forbidden);
        using var moderator = await site.ModeratorAsync($"Judge {accept[0]}");
        await moderator.GetAsync("/f/none/arguments/1/visibility");
        moderator.Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
