using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Tests.Platform;

/// <summary>Text is encoded once, and letters stay letters, whichever renderer draws it.</summary>
public sealed class EncodedText(Site site) : IClassFixture<Site>
{
    private const string Typed = "Żółw, жук, 字, ש: <b>\"R&D\"</b> isn't > 'x' <script>";

    [Fact]
    public async Task Components_encode_what_would_be_markup_and_nothing_else()
    {
        var view = new ArgumentView
        {
            Id = 7, Side = Side.For, Text = Typed, AnswersId = null, Level = 0, Rebuttals = 0, AuthorId = 1, ByProgram = false, Author = "Żaneta", PostedAt = DateTimeOffset.UnixEpoch,
            HiddenAt = null, HiddenReason = null, IsWithdrawn = false, Edition = 1, EditedAt = null, Votes = 0, Strength = 2.5, Contest = 0, Agreements = 0, Named = 0, Moved = 0, Points = 0, LogOdds = 0,
        };
        var html = (await site.Services.GetRequiredService<Fragments>().RenderAsync([view], v => Fragments.Card("slug", v, Viewer.Anyone), (_, drawn) => drawn))[0];
        ShouldBeEncodedOnce(html);
    }

    [Fact]
    public async Task Pages_encode_what_would_be_markup_and_nothing_else()
    {
        using var visitor = site.Visit();
        await visitor.SendAsync(new(HttpMethod.Post, Probing.Harmless) { Content = new FormUrlEncodedContent([new("text", Typed)]) });
        ShouldBeEncodedOnce(visitor.Page.Source.Text);
        visitor.Page.QuerySelector("textarea")!.TextContent.ShouldBe(Typed);
    }

    private static void ShouldBeEncodedOnce(string html)
    {
        html.ShouldContain("Żółw, жук, 字, ש: &lt;b&gt;&quot;R&amp;D&quot;&lt;/b&gt; isn&#x27;t &gt; &#x27;x&#x27; &lt;script&gt;");
        html.ShouldNotContain("&amp;lt;");
    }
}
