using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Arguments;

/// <summary>An argument gets another wording: what everybody then sees, and who may.</summary>
[Collection(nameof(ArguedSite))]
public sealed class EditingTests(LiveSite site) : IAsyncLifetime
{
    private const string First = "The gap has halved every year since 2022.", Second = "The gap has halved each year since 2023, by two counts.", Third = "The gap closed in 2025.";

    private Participant author = null!, other = null!;
    private string slug = null!;
    private long argument;

    private string Path => $"/f/{slug}/arguments/{argument}";

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        other = await Participant.JoinAsync(site, Fresh.Name("Other"));
        argument = await author.ArguedAsync(slug, "for", First);
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        author.Dispose();
        other.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_card_has_the_new_wording_and_says_so_and_the_old_ones_are_told_word_by_word()
    {
        (await CardAsync()).QuerySelector(".edited").ShouldBeNull();
        (await other.RateAsync(slug, argument, "5")).ShouldBeTaken();
        (await author.EditAsync(slug, argument, 1, Second)).ShouldBeTaken();
        (await author.EditAsync(slug, argument, 2, $"  {Third}\n")).ShouldBeTaken();

        var card = await CardAsync();
        card.QuerySelector("p")!.TextContent.ShouldBe(Third);
        card.QuerySelector(".edited")!.GetAttribute("href").ShouldBe($"{Path}#history");
        card.QuerySelector(".strength").ShouldNotBeNull("votes stay");
        other.Visitor.Page.QuerySelector(".activity li")!.Words().ShouldContain($"{await NameAsync()} edited an argument for");
        other.Visitor.Page.QuerySelector(".activity")!.TextContent.ShouldNotContain("2023");

        var page = await other.Visitor.GetAsync(Path);
        var edits = page.QuerySelectorAll(".versions li .rewording");
        edits.Select(edit => (Before(edit), After(edit))).ShouldBe([(Second, Third), (First, Second)]);
        edits[1].QuerySelectorAll("del").Select(gone => gone.TextContent).ShouldContain(gone => gone.Contains("every"));
        edits[1].QuerySelectorAll("ins").Select(come => come.TextContent).ShouldContain(come => come.Contains("each"));
        page.QuerySelector("form.wording").ShouldBeNull("it is not theirs");
    }

    [Fact]
    public async Task Watchers_get_the_new_card_in_its_place()
    {
        await using var watcher = await Watcher.OfAsync(site, slug);
        var seq = (await author.EditAsync(slug, argument, 1, Second)).ShouldBeTaken().Seq;
        await watcher.ReachesAsync(seq);

        var frame = watcher.Pushed.Last(f => f.To >= seq && f.From < seq);
        frame.Cards.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            card => (card.Id, card.Posted, card.Hidden).ShouldBe((argument, false, false)),
            card => card.Html.ShouldContain(Second),
            card => card.Html.ShouldNotContain(First));
        (frame.For, frame.Against).ShouldBe((1, 0));
        using var stranger = site.Visit();
        watcher.Screen.ShouldEqual(await stranger.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task As_a_form_it_keeps_what_was_typed_until_it_is_taken()
    {
        await author.Visitor.GetAsync(Path);
        author.Visitor.Page.QuerySelector<IHtmlTextAreaElement>("form.wording textarea")!.Value.ShouldBe(First);
        var refused = await author.EditAsync(slug, argument, 1, "short", manner: Manner.Form);
        refused.ShouldComplain("#text-error", "at least 10 characters");
        refused.Page!.QuerySelector<IHtmlTextAreaElement>("form.wording textarea")!.Value.ShouldBe("short");

        await author.Visitor.GetAsync(Path);
        await author.Visitor.SubmitAsync("form.wording", ("text", Second));
        (author.Visitor.Status, author.Visitor.At).ShouldBe((HttpStatusCode.OK, $"/f/{slug}"));
        (await CardAsync()).QuerySelector("p")!.TextContent.ShouldBe(Second);
    }

    [Fact]
    public async Task The_same_command_again_is_answered_the_same_and_another_on_an_old_wording_is_refused()
    {
        var id = Ids.New();
        var first = (await author.EditAsync(slug, argument, 1, Second, id)).ShouldBeTaken();
        (await author.EditAsync(slug, argument, 1, Second, id)).ShouldBeTaken().ShouldBe(first);

        (await author.EditAsync(slug, argument, 1, Third)).ShouldBeRefused("", "You edited it elsewhere meanwhile.");
        (await author.EditAsync(slug, argument, 2, Second)).ShouldBeRefused("Text", "That is what it says already.");
        (await author.SendAsync($"{Path}?handler=wording", Manner.Script, null, ("text", Third))).ShouldBeRefused("", "You edited it elsewhere meanwhile.");
        (await TextAsync()).ShouldBe(Second);
    }

    [Fact]
    public async Task What_could_not_be_posted_is_no_wording_either()
    {
        foreach (var (text, message) in new[]
        {
            ("", "at least 10 characters"), ("nine char", "at least 10 characters"), (null, "at least 10 characters"), (new string('x', 501), "501 characters"),
            ("\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", "hardly a letter"),
        })
            (await author.EditAsync(slug, argument, 1, text)).ShouldBeRefused("Text", message);
        (await TextAsync()).ShouldBe(First);
    }

    [Fact]
    public async Task Nobody_edits_what_is_anothers_or_hidden_or_elsewhere_or_closed()
    {
        using var stranger = await Participant.StrangerAsync(site, slug);
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        foreach (var person in (Participant[])[other, moderator])
            (await person.EditAsync(slug, argument, 1, Second)).ShouldBeRefused("", "Only its author can do that");
        (await stranger.EditAsync(slug, argument, 1, Second)).ShouldBeRefused("", "signed out", HttpStatusCode.Unauthorized);
        (await stranger.EditAsync(slug, argument, 1, Second, manner: Manner.Form)).Page!.QuerySelector<IHtmlTextAreaElement>("#typed")!.Value.ShouldBe(Second);
        (await author.EditAsync(await site.OpenAsync(Fresh.Slug()), argument, 1, Second)).ShouldBeRefused("", "no such argument on this board");

        (await moderator.HideAsync(slug, argument, "Off topic")).ShouldBeTaken();
        (await author.EditAsync(slug, argument, 1, Second)).ShouldBeRefused("", "can’t be edited");
        (await moderator.RestoreAsync(slug, argument, "On topic")).ShouldBeTaken();
        (await moderator.StepAsync(slug, "Lock", "For a while")).ShouldBeTaken();
        (await author.EditAsync(slug, argument, 1, Second)).ShouldBeRefused("", "locked");
        (await author.Visitor.GetAsync(Path)).QuerySelector("form.wording").ShouldBeNull();
        (await TextAsync()).ShouldBe(First);
    }

    [Fact]
    public async Task It_has_an_end()
    {
        for (var edition = 1; edition <= Web.Features.Arguments.Argument.MostEdits; edition++)
            (await author.EditAsync(slug, argument, edition, $"Wording number {edition + 1} of it.")).ShouldBeTaken();
        (await author.EditAsync(slug, argument, Web.Features.Arguments.Argument.MostEdits + 1, "Once more, with feeling.")).ShouldBeRefused("", "20 times");
    }

    [Fact]
    public async Task Hidden_means_gone_with_all_that_it_said()
    {
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        (await author.EditAsync(slug, argument, 1, Second)).ShouldBeTaken();
        (await moderator.HideAsync(slug, argument, "Off topic")).ShouldBeTaken();

        using var stranger = site.Visit();
        foreach (var visitor in (Visitor[])[stranger, other.Visitor])
            foreach (var path in (string[])[Path, $"{Path}?handler=card", $"/f/{slug}"])
            {
                var html = (await visitor.GetAsync(path)).DocumentElement.OuterHtml;
                html.ShouldNotContain("The gap has halved", customMessage: path);
                html.ShouldNotContain("#history", customMessage: path);
            }
        foreach (var person in (Participant[])[author, moderator])
            (await person.Visitor.GetAsync(Path)).QuerySelectorAll(".versions li").Length.ShouldBe(1);
    }

    private static string Before(IElement rewording) => Without(rewording, "ins");

    private static string After(IElement rewording) => Without(rewording, "del");

    private static string Without(IElement rewording, string part)
    {
        var copy = (IElement)rewording.Clone();
        foreach (var gone in copy.QuerySelectorAll($"{part}, .visually-hidden").ToList()) gone.Remove();
        return copy.TextContent.Trim();
    }

    private async Task<string> TextAsync() => (await site.ReadAsync(db => db.Arguments.SingleAsync(a => a.Id == argument))).Text;

    private Task<string> NameAsync() => site.ReadAsync(db => db.Arguments.Where(a => a.Id == argument).Select(a => a.Author!.UserName!).SingleAsync());

    private async Task<IElement> CardAsync() => (await other.Visitor.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{argument}").ShouldNotBeNull();
}
