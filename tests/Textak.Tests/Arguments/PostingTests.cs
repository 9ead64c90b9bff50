using System.Net;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Live;
using Textak.Web.Features.Arguments;

namespace Textak.Tests.Arguments;

/// <summary>What is taken as an argument, and how it then stands on the board.</summary>
public class PostingTests(BusySite site) : IClassFixture<BusySite>
{
    private const string Text = "The gap has halved every year since 2022.";

    [Fact]
    public async Task As_a_form_it_leads_to_the_argument_on_the_board()
    {
        var slug = await site.OpenAsync("posted-as-a-form");
        using var visitor = await site.RegisterAsync("Formed");
        await visitor.GetAsync($"/f/{slug}");

        await visitor.SubmitAsync("section.against form", ("text", Text), ("link", "https://www.Example.org/a?b=c"));

        visitor.Status.ShouldBe(HttpStatusCode.OK);
        var landed = visitor.Response.RequestMessage!.RequestUri!;
        landed.AbsolutePath.ShouldBe($"/f/{slug}");
        var card = visitor.Page.QuerySelector($"section.against {landed.Fragment}").ShouldNotBeNull();
        card.QuerySelector("p")!.TextContent.ShouldBe(Text);
        card.QuerySelector(".by")!.TextContent.ShouldBe("Formed");
        var link = card.QuerySelector("a[rel~=nofollow]").ShouldNotBeNull();
        (link.GetAttribute("href"), link.TextContent).ShouldBe(("https://www.example.org/a?b=c", "example.org"));
        visitor.Page.QuerySelector("section.against h2 .n")!.TextContent.ShouldBe("1");
        visitor.Page.QuerySelector("section.for h2 .n")!.TextContent.ShouldBe("0");
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
    }

    [Fact]
    public async Task By_script_it_is_answered_with_its_number_and_id()
    {
        var slug = await site.OpenAsync("posted-by-script");
        using var person = await Participant.JoinAsync(site, "Scripted");
        var head = await site.HeadAsync(slug);

        var reply = await person.ArgueAsync(slug, "for", Text);

        var answer = reply.ShouldBeTaken();
        answer.Seq.ShouldBe(head + 1);
        (await person.Visitor.GetAsync($"/f/{slug}")).QuerySelector($"section.for #argument-{answer.ArgumentId} p")!.TextContent.ShouldBe(Text);
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
    }

    public static TheoryData<string, string> Taken => new()
    {
        { "ten chars.", "ten chars." },
        { new('x', 500), new('x', 500) },
        { "  \n ten chars.\t ", "ten chars." },
        { $"  {new string('x', 500)}  ", new('x', 500) },
        { Repeat("🙂", 10), Repeat("🙂", 10) },
        { Repeat("🙂", 500), Repeat("🙂", 500) },
        { "first line\r\nsecond line\r\n\r\nthird", "first line\nsecond line\n\nthird" },
        { "with\ttab and\ra lone return", "with tab and a lone return" },
        { "bell\a, escape\u001b[31m, delete\u007f and next line\u0085 go", "bell, escape[31m, delete and next line go" },
        { "e\u0301t\u00e9 and A\u030angstro\u0308m", "\u00e9t\u00e9 and \u00c5ngstr\u00f6m" },
        { "الفجوة تضيق كل عام منذ 2022", "الفجوة تضيق كل عام منذ 2022" },
        { "\u202eesrever\u202c is shown as typed", "\u202eesrever\u202c is shown as typed" },
        { "<script>alert(1)</script><b>bold</b> &amp; &lt;", "<script>alert(1)</script><b>bold</b> &amp; &lt;" },
        { "'; DROP TABLE Arguments; -- \"quoted\" {{x}} @x", "'; DROP TABLE Arguments; -- \"quoted\" {{x}} @x" },
        { "\ufdd0 \ufffe \uffff \U0010fffe are no characters", "\ufdd0  \uffff \U0010fffe are no characters" },
    };

    [Theory, MemberData(nameof(Taken))]
    public async Task Text_is_kept_as_it_was_typed_but_for_its_controls(string typed, string kept)
    {
        var slug = await BoardAsync("texts-taken");
        using var person = await Participant.JoinAsync(site, Fresh.Name());

        var id = await person.ArguedAsync(slug, "for", typed);

        var page = await person.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector($"#argument-{id} > p")!.TextContent.ShouldBe(kept);
        page.QuerySelectorAll($"#argument-{id} p *").ShouldBeEmpty();
        (await site.ReadAsync(db => db.Arguments.SingleAsync(a => a.Id == id))).Text.ShouldBe(kept);
    }

    [Theory]
    [InlineData("for", Side.For)]
    [InlineData("FOR", Side.For)]
    [InlineData("against", Side.Against)]
    [InlineData("Against", Side.Against)]
    public async Task Either_side_is_taken(string typed, Side side)
    {
        var slug = await BoardAsync("sides-taken");
        using var person = await Participant.JoinAsync(site, Fresh.Name());

        var id = await person.ArguedAsync(slug, typed, Text);

        (await site.ReadAsync(db => db.Arguments.SingleAsync(a => a.Id == id))).Side.ShouldBe(side);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData("  https://example.org/a  ", "https://example.org/a")]
    [InlineData("HTTP://EXAMPLE.ORG", "http://example.org/")]
    [InlineData("https://example.org:8443/p?q=%22%3E#f", "https://example.org:8443/p?q=%22%3E#f")]
    [InlineData("https://example.org/\"><script>", "https://example.org/%22%3E%3Cscript%3E")]
    [InlineData("https://[2001:db8::1]/", "https://[2001:db8::1]/")]
    public async Task A_link_is_optional_and_kept_as_an_address(string typed, string? kept)
    {
        var slug = await BoardAsync("links-taken");
        using var person = await Participant.JoinAsync(site, Fresh.Name());

        var id = await person.ArguedAsync(slug, "for", Text, typed);

        (await site.ReadAsync(db => db.SourceLinks.Where(s => s.ArgumentId == id).Select(s => s.Link).SingleOrDefaultAsync())).ShouldBe(kept);
        (await person.Visitor.GetAsync($"/f/{slug}")).QuerySelector($"#argument-{id} a[rel~=nofollow]")?.GetAttribute("href").ShouldBe(kept);
    }

    [Fact]
    public async Task The_newest_comes_first_and_the_strongest_where_that_is_asked_for()
    {
        var slug = await site.OpenAsync("ordered");
        using var author = await Participant.JoinAsync(site, "Orderly");
        using var rater = await Participant.JoinAsync(site, "Rater");
        var plain = await author.ArguedAsync(slug, "for", "Without a vote or a source");
        var weak = await author.ArguedAsync(slug, "for", "One that convinces nobody");
        var strong = await author.ArguedAsync(slug, "for", "One that convinces everybody");
        var sourced = await author.ArguedAsync(slug, "for", "With a source, without a vote", "https://example.org/");
        (await rater.RateAsync(slug, weak, "0")).ShouldBeTaken();
        (await rater.RateAsync(slug, strong, "5")).ShouldBeTaken();

        long[] newest = [sourced, strong, weak, plain], strongest = [strong, sourced, plain, weak];
        (await OrderAsync(rater, $"/f/{slug}")).ShouldBe(newest.Select(Text));
        (await OrderAsync(rater, $"/f/{slug}?order=newest")).ShouldBe(newest.Select(Text));
        (await OrderAsync(rater, $"/f/{slug}?order=strongest")).ShouldBe(strongest.Select(Text));
        (await OrderAsync(rater, $"/f/{slug}?order=nonsense")).ShouldBe(newest.Select(Text));

        static string Text(long id) => FormattableString.Invariant($"{id}");
    }

    internal static string Repeat(string piece, int times) => string.Concat(Enumerable.Repeat(piece, times));

    private static async Task<IEnumerable<string>> OrderAsync(Participant reader, string path) =>
        (await reader.Visitor.GetAsync(path)).QuerySelectorAll("section.for article").Select(card => card.Id!["argument-".Length..]);

    private async Task<string> BoardAsync(string slug) =>
        await site.ReadAsync(db => db.Forecasts.AnyAsync(f => f.Slug == slug)) ? slug : await site.OpenAsync(slug);
}
