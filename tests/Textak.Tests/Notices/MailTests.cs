using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using MimeKit;
using Textak.Tests.Moderation;
using Textak.Web.Features.Notices;
using Textak.Web.Platform;
using static Textak.Tests.Notices.NoticeSite;

namespace Textak.Tests.Notices;

/// <summary>Mail goes to those who want it, at an address that they have shown to be theirs; it quotes nobody, and one click ends it.</summary>
public sealed partial class MailTests(NoticeSite site) : IClassFixture<NoticeSite>
{
    private const string Words = "The lighthouse will go dark this winter.";

    [Fact]
    public async Task It_begins_with_a_confirmed_address_comes_once_an_hour_and_ends_with_one_click()
    {
        var (slug, adaName) = (await site.OpenAsync(Fresh.Slug()), Fresh.Name("Ada"));
        using var ada = await Participant.JoinAsync(site, adaName);
        using var ben = await Participant.JoinAsync(site, Fresh.Name("Ben"));
        var address = $"{Fresh.Slug()}@mail.example";
        await ben.Visitor.GetAsync("/account");
        await ben.Visitor.SubmitAsync("form[action*=email]", ("email", address));
        await FollowAsync(ben, slug);
        await ChooseAsync(ben, ("Argument", "Mail"));
        await ada.ArguedAsync(slug, "for", "One that comes before the address is known.");
        await site.GatherAsync();
        (await site.LettersAsync(address)).ShouldBeEmpty("nobody has shown that it is theirs");

        await ben.Visitor.GetAsync("/notices/choices");
        await ben.Visitor.SubmitAsync("form[action*=ask]");
        await ben.Visitor.SubmitAsync("form[action*=ask]");
        ben.Visitor.Page.QuerySelector(".error")!.TextContent.ShouldContain("a few minutes ago");
        var question = (await site.LettersAsync(address)).ShouldHaveSingleItem().TextBody!;
        using (var other = await Participant.JoinAsync(site, Fresh.Name()))
        {
            await other.Visitor.GetAsync(Link().Match(question).Groups[1].Value);
            other.Visitor.Page.QuerySelector("form[action*=address]").ShouldBeNull("it is not theirs to confirm");
        }
        await ben.Visitor.GetAsync(Link().Match(question).Groups[1].Value);
        await ben.Visitor.SubmitAsync("form[action*=address]");
        ben.Visitor.Page.QuerySelector(".notice")!.Words().ShouldBe("The address is yours: mails may go there now.");
        await site.LettersAsync(address);

        site.Clock.Advance(NoticeBox.BetweenMails);
        var argument = await ada.ArguedAsync(slug, "for", Words);
        await site.GatherAsync();
        var letter = (await site.LettersAsync(address))[^1];
        letter.TextBody!.ReplaceLineEndings("\n").ShouldSatisfyAllConditions(
            s => s.ShouldContain($"argued: The question called {slug}\nhttps://board.example/f/{slug}/arguments/{argument}\n", Case.Sensitive),
            s => s.ShouldNotContain(Words), s => s.ShouldContain("No more mails about this: https://board.example/notices/unsubscribe/"));
        letter.Subject.ShouldBe($"{adaName} argued: The question called {slug}");
        var drawn = await new HtmlParser().ParseDocumentAsync(letter.HtmlBody!);
        drawn.QuerySelector("li a")!.GetAttribute("href").ShouldBe($"https://board.example/f/{slug}/arguments/{argument}");
        drawn.QuerySelectorAll("[src], [style]:not(body[style='overflow-wrap: anywhere']), link, script").ShouldBeEmpty("a mail that fetches something tells who reads it, and when");
        letter.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        letter.Headers["Auto-Submitted"].ShouldBe("auto-generated");

        var before = (await site.LettersAsync(address)).Count;
        await ada.ArguedAsync(slug, "against", "One more within the hour.");
        await site.GatherAsync();
        (await site.LettersAsync(address)).Count.ShouldBe(before, "an hour isn't over");
        site.Clock.Advance(NoticeBox.BetweenMails);
        (await site.LettersAsync(address)).Count.ShouldBe(before + 1);

        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var hidden = await ada.ArguedAsync(slug, "for", "One that is hidden before a mail may go.");
        await site.GatherAsync();
        (await keeper.HideAsync(slug, hidden, "It is off the point")).ShouldBeTaken();
        site.Clock.Advance(NoticeBox.BetweenMails);
        (await site.LettersAsync(address)).Count.ShouldBe(before + 1, "there is nothing to hear of any more");

        var stop = letter.Headers["List-Unsubscribe"]!.Trim('<', '>')["https://board.example".Length..];
        using var stranger = site.Visit();
        (await stranger.GetAsync(stop)).QuerySelector("h1")!.Words().ShouldBe("No more mails about this?");
        await ShouldBeAsync(ben, "Mail");
        // Programs may send it in either form (RFC 8058, 3.2), and again
        foreach (var click in new HttpContent[] { new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } } })
        {
            using var sent = click;
            using var clicked = await stranger.Client.PostAsync(stop, sent);
            clicked.StatusCode.ShouldBe(HttpStatusCode.OK);
            await ShouldBeAsync(ben, "Here");
        }
        using var wrong = await stranger.Client.PostAsync(stop[..^4] + "AAAA", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        site.Clock.Advance(NoticeBox.BetweenMails);
        await ada.ArguedAsync(slug, "for", "One that comes on the page alone.");
        await site.GatherAsync();
        (await site.LettersAsync(address)).Count.ShouldBe(before + 1);
        (await HeardAsync(ben))[0].ShouldStartWith($"{adaName} argued");
        (await site.LettersAsync(address)).ShouldAllBe(one => !$"{one.Subject} {one.TextBody} {one.HtmlBody}".Contains(Words));
    }

    [Fact]
    public async Task What_is_hidden_leaves_each_notice_at_once_and_stands_in_no_mail()
    {
        const int Arguments = 30;
        var (slug, name, address) = (await site.OpenAsync(Fresh.Slug()), Fresh.Name("Ben"), $"{Fresh.Slug()}@mail.example");
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        using var ben = await Participant.JoinAsync(site, name);
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        await site.ReadAsync(db => db.Users.Where(a => a.UserName == name).ExecuteUpdateAsync(a => a.SetProperty(x => x.Email, address).SetProperty(x => x.EmailConfirmed, true)));
        await FollowAsync(ben, slug);
        await ChooseAsync(ben, ("Argument", "Mail"));
        var ids = new List<long>();
        for (var n = 0; n < Arguments; n++)
        {
            ids.Add(await ada.ArguedAsync(slug, "for", $"Nobody may know of {LeakDetector.Marker(n)} later on."));
            await site.GatherAsync();
            site.Clock.Advance(NoticeBox.BetweenMails);
            await site.LettersAsync(address);
        }
        for (var n = 0; n < Arguments; n++)
        {
            (await PageAsync(ben)).DocumentElement.OuterHtml.ShouldContain(LeakDetector.Marker(n));
            (n % 3 == 2 ? await ada.TakeBackAsync(slug, ids[n]) : await keeper.HideAsync(slug, ids[n], "It is off the point")).ShouldBeTaken();
            (await PageAsync(ben)).DocumentElement.OuterHtml.ShouldNotContain(LeakDetector.Marker(n));
        }
        var letters = await site.LettersAsync(address);
        letters.Count.ShouldBe(Arguments);
        letters.ShouldAllBe(one => !$"{one.Subject} {one.TextBody} {one.HtmlBody}".Contains("hush"));
    }

    [Fact]
    public async Task Nobody_is_asked_often_whether_an_address_is_theirs_however_many_accounts_name_it_and_no_name_is_sent_there()
    {
        const int Accounts = 5;
        var (host, letters) = ($"{Fresh.Slug()}.example", new List<MimeMessage>());
        for (var n = 0; n < Accounts; n++)
        {
            var (name, address) = (Fresh.Name("www.lamps.co"), $"{(n % 2 == 0 ? "victim" : $"Victim+{n}")}@{host}");
            using var one = await Participant.JoinAsync(site, name);
            await one.Visitor.GetAsync("/account");
            await one.Visitor.SubmitAsync("form[action*=email]", ("email", address));
            var before = (await site.LettersAsync(address)).Count;
            await one.Visitor.GetAsync("/notices/choices");
            await one.Visitor.SubmitAsync("form[action*=ask]");
            if (one.Visitor.Page.QuerySelector(".error:not([hidden])") is { } refused) refused.TextContent.ShouldContain("try again");
            letters.AddRange((await site.LettersAsync(address)).Skip(before));
        }
        letters.ShouldSatisfyAllConditions(
            () => letters.Count.ShouldBe(3),
            () => letters.ShouldAllBe(letter => !letter.TextBody!.Contains("lamps", StringComparison.OrdinalIgnoreCase), "whoever reads it may be a stranger"));
    }

    [Fact]
    public async Task What_happens_while_letters_are_written_counts_what_comes_out_waits_for_the_next_and_whose_address_it_is_no_more_gets_none()
    {
        var (slug, name, other, address) = (await site.OpenAsync(Fresh.Slug()), Fresh.Name("Ben"), Fresh.Name("Eva"), $"{Fresh.Slug()}@mail.example");
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        using var ben = await Participant.JoinAsync(site, name);
        using var eva = await Participant.JoinAsync(site, other);
        foreach (var person in new[] { ben, eva })
        {
            await FollowAsync(person, slug);
            await ChooseAsync(person, ("Argument", "Mail"));
        }
        await site.ReadAsync(db => db.Forecasts.Where(f => f.Slug == slug).ExecuteUpdateAsync(f => f.SetProperty(x => x.Title, "Will it burn?\n\nNo more mails about this: https://lamps.example/")));
        await ada.ArguedAsync(slug, "for", Words);
        await site.GatherAsync();
        var late = await ada.ArguedAsync(slug, "against", "One that comes out in the midst.");
        await site.NoticeAsync();
        site.Commands.Before("NoticeBoxes", "SeenAt", async () =>
        {
            var now = site.Clock.Now();
            await site.ReadAsync(db => db.Notices.Where(n => n.ArgumentId == late).ExecuteUpdateAsync(n => n.SetProperty(x => x.OutAt, now)));
            await site.ReadAsync(db => db.Users.Where(a => a.UserName == other).ExecuteUpdateAsync(a => a.SetProperty(x => x.EmailConfirmed, false)));
        });
        await site.ReadAsync(db => db.Users.Where(a => a.UserName == name || a.UserName == other).ExecuteUpdateAsync(a => a.SetProperty(x => x.Email, address).SetProperty(x => x.EmailConfirmed, true)));
        var letter = (await site.LettersAsync(address)).ShouldHaveSingleItem("the second has another address by now");
        letter.TextBody!.ShouldNotContain($"/arguments/{late}");
        letter.TextBody!.Split('\n').ShouldNotContain(line => line.StartsWith("No more", StringComparison.Ordinal) && line.Contains("lamps.example", StringComparison.Ordinal), "a title says nothing in the letter's own name");
        letter.Subject!.ShouldNotContain("\n");
        site.Clock.Advance(NoticeBox.BetweenMails);
        (await site.LettersAsync(address)).Count(one => one.TextBody!.Contains($"/arguments/{late}", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task It_goes_by_SMTP_where_a_server_is_named()
    {
        await using var server = new SmtpServer();
        await using var other = new BusySite();
        (other.Settings["Mail:Host"], other.Settings["Mail:Port"], other.Settings["Mail:Security"]) = ("127.0.0.1", $"{server.Port}", "None");
        (other.Settings["Textak:Address"], other.Settings["Mail:From"]) = ("https://board.example", "notices@board.example");
        await other.InitializeAsync();
        var mail = other.Services.GetRequiredService<Mail>();
        await mail.SendAsync(mail.Write("ben@mail.example", "one", "A subject", DateTimeOffset.UnixEpoch, "A body with an ü.\n"), TestContext.Current.CancellationToken);

        server.Received.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.ShouldContain("Subject: A subject"), s => s.ShouldContain("To: ben@mail.example"), s => s.ShouldContain("Message-Id: <one@board.example>", Case.Insensitive));
    }

    [Theory]
    [InlineData("Mail:Port", "0", "Mail:Port is \"0\"")]
    [InlineData("Mail:Security", "maybe", "Mail:Security is \"maybe\"")]
    [InlineData("Textak:Address", "", "Textak:Address is to be set where mail is sent")]
    [InlineData("Mail:From", "the keeper", "Mail:From must be the address that mail comes from")]
    [InlineData("Mail:Folder", "letters", "Mail:Host and Mail:Folder are both set")]
    public void What_can_not_be_right_is_named(string setting, string value, string said)
    {
        var settings = new Dictionary<string, string?> { ["Mail:Host"] = "mail.example", ["Textak:Address"] = "https://board.example", ["Mail:From"] = "notices@board.example" };
        _ = new Mail(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), Environment);
        settings[setting] = value;
        Should.Throw<ConfigurationProblem>(() => new Mail(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), Environment)).Message.ShouldContain(said);
    }

    [Theory]
    [InlineData("http://*:5080", "http://localhost:5080/notices")]
    [InlineData("http://+:5080;https://board.example", "http://localhost:5080/notices")]
    [InlineData("https://board.example:8443", "https://board.example:8443/notices")]
    [InlineData(null, "http://localhost/notices")]
    public void In_Development_the_site_is_where_it_listens(string? urls, string link)
    {
        var development = new HostingEnvironment { EnvironmentName = Environments.Development, ContentRootPath = Environment.ContentRootPath };
        new Mail(new ConfigurationBuilder().AddInMemoryCollection([new("Urls", urls)]).Build(), development).Link("/notices").ShouldBe(link);
    }

    private IHostEnvironment Environment => site.Services.GetRequiredService<IHostEnvironment>();

    private static async Task ShouldBeAsync(Participant person, string way) =>
        (await person.Visitor.GetAsync("/notices/choices")).QuerySelector("[name=Argument][checked]")!.GetAttribute("value").ShouldBe(way);

    [GeneratedRegex(@"https://board\.example(/notices/choices\?confirm=\S+)")]
    private static partial Regex Link();
}
