using System.Net;
using SkiaSharp;

namespace Textak.Tests.Pictures;

/// <summary>The picture that others show of a forecast: what is in it, and what it is not drawn for twice.</summary>
[Collection(nameof(TakenSite))]
public sealed class PictureTests(TakenSite site) : IDisposable
{
    private readonly Visitor reader = site.Visit();

    [Fact]
    public async Task The_board_says_how_it_is_shown_and_the_picture_is_there()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "opened: 40 days ago\nhistory: 30 days ago 50, 3 days ago 62");

        var page = await reader.GetAsync($"/f/{slug}");
        string Said(string property) => page.QuerySelector($"head meta[property='{property}']")!.GetAttribute("content")!;

        Said("og:title").ShouldBe($"The question called {slug}");
        Said("og:description").ShouldBe($"What {slug} is about.");
        Said("og:url").ShouldBe($"{TakenSite.Home}/f/{slug}");
        Said("og:image:alt").ShouldBe("62%, likely, by Q4 2030");
        page.QuerySelector("head meta[name='twitter:card']")!.GetAttribute("content").ShouldBe("summary_large_image");
        Said("og:image").ShouldStartWith($"{TakenSite.Home}/f/{slug}/picture.png?seq=");
        using var response = await reader.Client.GetAsync(new Uri(Said("og:image")).PathAndQuery, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        response.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
        using var picture = SKBitmap.Decode(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        $"{picture.Width} {picture.Height}".ShouldBe($"{Said("og:image:width")} {Said("og:image:height")}");
        (await reader.Client.GetAsync("/f/nowhere/picture.png", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_changes_with_the_numbers_and_with_nothing_else()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        var before = await OfAsync(slug);
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OfAsync(slug)))).ShouldAllBe(one => Enumerable.SequenceEqual(one, before));
        (await ada.EstimateAsync(slug, 71)).ShouldBeTaken();
        (await OfAsync(slug)).ShouldNotBe(before);
    }

    [Theory]
    [InlineData("月に人は住むか", "هل يعيش الناس على القمر؟", true)]
    [InlineData("Will 🚀 it\u200d fly 🇫🇷?", "Will it fly ?", true)]
    [InlineData("Will it\u00a0fly  again\ufe0f?", "Will it fly again?", true)]
    [InlineData("Будет ли это?", "Θα γίνει αυτό;", false)]
    [InlineData("Ünlike the rest?", "Unlike the rest?", false)]
    [InlineData("Will at least three of the five largest laboratories publish the data, the weights and the code of a model before the end of the decade, as an independent register confirms?", "Will at least three of the five largest laboratories publish the data, the weights and the code of a model before the end of the decade, as an independent register denies?", false)]
    [InlineData("A longer word: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitzenderkandidatenschreiber", "A longer word: Donaudampfschiff", false)]
    public async Task A_title_that_can_not_be_drawn_whole_is_said_in_other_words_and_never_in_empty_boxes(string one, string other, bool alike)
    {
        var pictures = await Task.WhenAll(TitledAsync(one), TitledAsync(other));
        pictures[0].SequenceEqual(pictures[1]).ShouldBe(alike);
    }

    [Fact]
    public async Task Who_wants_to_set_theirs_first_gets_one_without_a_number()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "opened: 40 days ago\nhistory: 30 days ago 50, 3 days ago 87");
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        var open = await OfAsync(slug);
        (await ada.Visitor.Client.GetByteArrayAsync($"/f/{slug}/picture.png")).ShouldBe(open);
        await ada.PostAsync("/account?handler=numbers", Manner.Form, ("ownFirst", "true"));

        using var response = await ada.Visitor.Client.GetAsync($"/f/{slug}/picture.png", TestContext.Current.CancellationToken);

        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldNotBe(open);
        response.Headers.CacheControl!.Private.ShouldBeTrue();
        (await OfAsync(slug)).ShouldBe(open);
    }

    public void Dispose() => reader.Dispose();

    private Task<byte[]> OfAsync(string slug) => reader.Client.GetByteArrayAsync($"/f/{slug}/picture.png");

    private async Task<byte[]> TitledAsync(string title)
    {
        var slug = Fresh.Slug();
        await site.ImportAsync($"{slug}.md", $"---\ntitle: {title}\nslug: {slug}\ncategory: models\nhorizon: 2030-12-31\n---\nIt will.\n## Resolution criteria\nTrue if it does.\n");
        return await OfAsync(slug);
    }
}
