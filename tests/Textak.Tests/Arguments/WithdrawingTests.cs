using System.Net;
using Textak.Tests.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Arguments;

/// <summary>An argument is withdrawn by its author: it is gone, its place stays, and so does what it moved.</summary>
[Collection(nameof(ArguedSite))]
public sealed class WithdrawingTests(LiveSite site) : IAsyncLifetime
{
    private const string Text = "Something that its author no longer stands by.";

    private Participant author = null!, other = null!;
    private string slug = null!;
    private long argument;

    private string Path => $"/f/{slug}/arguments/{argument}";

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        other = await Participant.JoinAsync(site, Fresh.Name("Other"));
        argument = await author.ArguedAsync(slug, "for", Text, "https://example.org/taken-back");
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        author.Dispose();
        other.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Others_see_that_it_was_withdrawn_and_nothing_of_it()
    {
        (await other.MoveAsync(slug, 60, $"a{argument}")).ShouldBeTaken();
        await using var watcher = await Watcher.OfAsync(site, slug);
        var seq = (await author.TakeBackAsync(slug, argument)).ShouldBeTaken().Seq;
        await watcher.ReachesAsync(seq);

        var frame = watcher.Pushed.Last(f => f.To >= seq && f.From < seq);
        frame.Cards.ShouldHaveSingleItem().ShouldSatisfyAllConditions(card => card.Hidden.ShouldBeTrue(), card => card.Html.ShouldContain("Withdrawn by its author."));
        (frame.For, frame.Sources).ShouldBe((0, 0));
        using var stranger = site.Visit();
        foreach (var visitor in (Visitor[])[stranger, other.Visitor])
        {
            var page = await visitor.GetAsync($"/f/{slug}");
            page.QuerySelector($"#argument-{argument}")!.Words().ShouldStartWith("Withdrawn by its author.");
            page.QuerySelector(".activity li")!.Words().ShouldContain("withdrew an argument for");
            foreach (var path in (string[])[$"/f/{slug}", Path, $"{Path}?handler=card", "/?q=stands"])
            {
                var html = (await visitor.GetAsync(path)).DocumentElement.OuterHtml;
                html.ShouldNotContain(Text, customMessage: path);
                html.ShouldNotContain("taken-back", customMessage: path);
            }
        }
        watcher.Screen.ShouldEqual(await stranger.GetAsync($"/f/{slug}"));
        // Whom it moved is asked
        (await other.Visitor.GetAsync($"/f/{slug}")).QuerySelector("#reaffirm")!.HasAttribute("hidden").ShouldBeFalse();
    }

    [Fact]
    public async Task Its_author_and_moderators_still_see_it_and_nobody_brings_it_back()
    {
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        (await author.TakeBackAsync(slug, argument)).ShouldBeTaken();

        foreach (var (person, words) in new[] { (author, "Withdrawn by you. Only you and moderators see this."), (moderator, "Withdrawn by its author. Only its author and moderators see this.") })
        {
            var card = (await person.Visitor.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{argument}").ShouldNotBeNull();
            card.Words().ShouldContain(words);
            card.Words().ShouldContain(Text);
            card.QuerySelector(".moderate").ShouldBeNull();
        }
        (await moderator.HideAsync(slug, argument, "Off topic")).ShouldBeRefused("", "has withdrawn this argument");
        (await moderator.RestoreAsync(slug, argument, "On topic")).ShouldBeRefused("", "not hidden");
        (await author.TakeBackAsync(slug, argument)).ShouldBeRefused("", "withdrawn this argument already");
        (await author.EditAsync(slug, argument, 1, "Something that its author says instead.")).ShouldBeRefused("", "can’t be edited");
        (await other.RateAsync(slug, argument, "5")).ShouldBeRefused("", "hidden and can't be rated");
        (await other.MoveAsync(slug, 60, $"a{argument}")).ShouldBeRefused("", "hidden by now");
    }

    [Fact]
    public async Task As_a_form_and_once_however_often_it_is_sent()
    {
        await author.Visitor.GetAsync(Path);
        await author.Visitor.SubmitAsync("form.withdrawal");
        (author.Visitor.Status, author.Visitor.At).ShouldBe((HttpStatusCode.OK, $"/f/{slug}"));

        var (second, id) = (await author.ArguedAsync(slug, "against", Text), Ids.New());
        var first = (await author.TakeBackAsync(slug, second, id)).ShouldBeTaken();
        (await author.TakeBackAsync(slug, second, id)).ShouldBeTaken().ShouldBe(first);
    }

    [Fact]
    public async Task Nobody_else_may_and_not_what_is_hidden_or_closed()
    {
        using var stranger = await Participant.StrangerAsync(site, slug);
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        foreach (var person in (Participant[])[other, moderator])
            (await person.TakeBackAsync(slug, argument)).ShouldBeRefused("", "Only its author can do that");
        (await stranger.TakeBackAsync(slug, argument)).ShouldBeRefused("", "signed out", HttpStatusCode.Unauthorized);

        (await moderator.HideAsync(slug, argument, "Off topic")).ShouldBeTaken();
        (await author.TakeBackAsync(slug, argument)).ShouldBeRefused("", "A moderator hid this argument");
        (await moderator.RestoreAsync(slug, argument, "On topic")).ShouldBeTaken();
        (await moderator.StepAsync(slug, "Lock", "For a while")).ShouldBeTaken();
        (await author.TakeBackAsync(slug, argument)).ShouldBeRefused("", "locked");
        (await other.Visitor.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{argument}")!.TextContent.ShouldContain(Text);
    }
}
