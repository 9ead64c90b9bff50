using System.Net;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Estimates;
using Textak.Tests.Moderation;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Audit;

namespace Textak.Tests.Audit;

/// <summary>Anybody reads what moderators and admins did: who, what and why, and nothing of what they hid.</summary>
[Collection(nameof(ModeratedSite))]
public sealed class OpenRecordTests(LiveSite site)
{
    private const string Words = "What nobody is to read once it is hidden.";

    [Fact]
    public async Task Each_act_stands_in_it_and_on_its_boards_own()
    {
        var (slug, elsewhere) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        using var author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var keeperName = NameOf(keeper);
        var argument = await author.ArguedAsync(slug, "against", Words);
        var other = await author.ArguedAsync(elsewhere, "for", Words);

        (await keeper.HideAsync(slug, argument, "It is about a person")).ShouldBeTaken();
        (await keeper.RestoreAsync(slug, argument, "It was about a company")).ShouldBeTaken();
        (await keeper.HideAsync(slug, argument, "")).ShouldBeRefused("Reason", "Say why");
        (await keeper.ChangeCriteriaAsync(slug, 1, "True if it happens twice.", "Once may be chance")).ShouldBeTaken();
        (await keeper.StepAsync(slug, "Lock", "The news is out")).ShouldBeTaken();
        (await keeper.StepAsync(slug, "ResolveTrue", "It happened twice", "https://example.org/twice")).ShouldBeTaken();
        (await keeper.HideAsync(elsewhere, other, "It is about another")).ShouldBeTaken();

        using var stranger = site.Visit();
        (await ActsAsync(stranger, slug)).ShouldBe([
            $"{keeperName} resolved the forecast true It happened twice",
            $"{keeperName} locked the forecast The news is out",
            $"{keeperName} changed the criteria, to version 2 Once may be chance",
            $"{keeperName} restored an argument against It was about a company",
            $"{keeperName} hid an argument against It is about a person",
        ]);
        (await ActsAsync(stranger, null)).ShouldContain($"{keeperName} hid an argument for It is about another");
        stranger.Page.DocumentElement.OuterHtml.ShouldNotContain(Words);
        stranger.Page.QuerySelector(".log .formula")!.TextContent.ShouldBe(await site.ReadAsync(async db => (await AuditHead.ReadAsync(db)).Note));
        (await stranger.GetAsync($"/f/{slug}")).QuerySelector($".activity a[href='/moderation/log/{slug}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_was_sent_twice_stands_there_once()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var argument = await author.ArguedAsync(slug, "for", Words);
        var id = Guid.Parse("77777777-0000-0000-0000-000000000001");

        var first = (await keeper.HideAsync(slug, argument, "Once", id)).ShouldBeTaken();
        (await keeper.HideAsync(slug, argument, "Once", id)).ShouldBeTaken().ShouldBe(first);

        using var stranger = site.Visit();
        (await ActsAsync(stranger, slug)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_done_by_a_verb_stands_in_it_too()
    {
        var name = Fresh.Name();
        (await site.RegisterAsync(name)).Dispose();
        foreach (var words in new string[][] { ["grant", "Moderator", name], ["grant", "Moderator", name], ["suspend", name], ["restore", name], ["signout", name] })
            (await UserVerbs.RunAsync(site.Services, words)).ShouldBe(0);

        using var stranger = site.Visit();
        (await ActsAsync(stranger, null)).Where(act => act.Contains(name, StringComparison.Ordinal)).ShouldBe([
            $"Whoever runs this board signed {name} out everywhere",
            $"Whoever runs this board lifted the suspension of {name}",
            $"Whoever runs this board suspended {name} for good",
            $"Whoever runs this board made {name} Moderator",
        ]);
    }

    [Fact]
    public async Task What_a_verb_did_is_written_once_though_it_did_not_hear_so()
    {
        await using var lossy = new CommittingSite { TriesAgain = true };
        await lossy.InitializeAsync();
        var name = Fresh.Name();
        (await lossy.RegisterAsync(name)).Dispose();
        foreach (var words in new string[][] { ["grant", "Moderator", name], ["suspend", name], ["restore", name] })
        {
            lossy.Committed = () =>
            {
                lossy.Committed = null;
                throw new CommittingSite.AnswerLost();
            };
            (await UserVerbs.RunAsync(lossy.Services, words)).ShouldBe(0);
            lossy.Committed.ShouldBeNull("it was lost once");
        }

        using var stranger = lossy.Visit();
        (await ActsAsync(stranger, null)).Count.ShouldBe(3);
        (await lossy.ReadAsync(db => db.Sanctions.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_long_record_has_pages()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var argument = await author.ArguedAsync(slug, "for", Words);
        for (var n = 0; n <= LogModel.Shown / 2; n++)
        {
            (await keeper.HideAsync(slug, argument, $"Reason {n}")).ShouldBeTaken();
            (await keeper.RestoreAsync(slug, argument, $"Reason {n}")).ShouldBeTaken();
        }

        using var stranger = site.Visit();
        (await ActsAsync(stranger, slug)).Count.ShouldBe(LogModel.Shown);
        await stranger.GetAsync($"/moderation/log/{slug}{stranger.Page.QuerySelector("a[rel=next]")!.GetAttribute("href")}");
        Acts(stranger).Count.ShouldBe(2);
        stranger.Page.QuerySelector("a[rel=next]").ShouldBeNull();
    }

    [Fact]
    public async Task There_is_none_of_a_board_that_is_not_there()
    {
        using var stranger = site.Visit();
        await stranger.GetAsync("/moderation/log/no-such-board");
        stranger.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string NameOf(Participant person) => person.Visitor.Page.QuerySelector(".who a bdi")!.TextContent;

    private static async Task<IReadOnlyList<string>> ActsAsync(Visitor visitor, string? slug)
    {
        await visitor.GetAsync($"/moderation/log{(slug is null ? "" : $"/{slug}")}");
        return Acts(visitor);
    }

    private static IReadOnlyList<string> Acts(Visitor visitor) =>
        [.. visitor.Page.QuerySelectorAll(".acts li").Select(act => string.Join(' ', act.QuerySelectorAll("p:not(.about)").Select(part => part.Words())))];
}
