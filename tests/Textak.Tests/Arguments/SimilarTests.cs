using System.Data;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Data;
using Textak.Web.Data.SqlServer;
using Textak.Web.Features.Arguments;

namespace Textak.Tests.Arguments;

/// <summary>What others have said already, while one writes.</summary>
[Collection(nameof(ArguedSite))]
public sealed class SimilarTests(LiveSite site) : IAsyncLifetime
{
    private const string Halved = "The gap between the two has halved every year since 2022.";

    private Participant author = null!;
    private string slug = null!;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        await author.ArguedAsync(slug, "against", "Nobody pays for what is free elsewhere.");
    }

    public ValueTask DisposeAsync()
    {
        author.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_nearest_comes_first_whatever_signs_stand_between_the_words()
    {
        var near = await author.ArguedAsync(slug, "for", Halved);
        await author.ArguedAsync(slug, "for", "A country closed the distance within a year.");
        foreach (var text in (string[])["each year the gap was halved", "HALVED: the GAP, every... Year!", "\"halved\" OR NEAR(year) AND * year"])
            (await FoundAsync(text)).First().ShouldBe(near, text);
    }

    [Fact]
    public async Task Where_nothing_is_alike_nothing_is_shown()
    {
        foreach (var text in (string[])["", "the gap of it", "nonsense nobodyelse says", "'; DROP TABLE ArgumentSearch; --", "\u200b\u202e ((((", new string('x', 5000)])
            (await FoundAsync(text)).ShouldBeEmpty(text);
    }

    [Fact]
    public async Task An_edit_a_hide_and_a_withdrawal_leave_it_at_once_and_a_restored_one_is_back()
    {
        const string text = "halved every year since";
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var (first, second) = (await author.ArguedAsync(slug, "for", Halved), await author.ArguedAsync(slug, "against", Halved));
        (await FoundAsync(text)).ShouldBe([first, second], ignoreOrder: true);

        (await moderator.HideAsync(slug, first, "Off topic")).ShouldBeTaken();
        (await author.EditAsync(slug, second, 1, "It says something else entirely by now.")).ShouldBeTaken();
        (await FoundAsync(text)).ShouldBeEmpty();
        (await FoundAsync("something else entirely")).ShouldBe([second]);

        (await moderator.RestoreAsync(slug, first, "On topic")).ShouldBeTaken();
        (await FoundAsync(text)).ShouldBe([first]);
        (await author.TakeBackAsync(slug, first)).ShouldBeTaken();
        (await FoundAsync(text)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_of_its_own_board()
    {
        await author.ArguedAsync(await site.OpenAsync(Fresh.Slug()), "for", Halved);
        (await FoundAsync("halved every year since")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_there_is_no_index_those_with_most_of_the_words_are_found()
    {
        var near = await author.ArguedAsync(slug, "for", Halved);
        await author.ArguedAsync(slug, "for", "One that was halved.");
        var found = await site.ReadAsync(async db => await Similar.ByPattern(db, (await db.Forecasts.SingleAsync(f => f.Slug == slug)).Id, ["halved", "every", "year"]).ToListAsync());
        found.ShouldBe([near]);
        var heard = new NoServer(maxBatchSize: "").Hear(db => _ = Similar.FindAsync(db, 1, "halved every year", default));
        heard.ShouldAllBe(text => TSql.Faults(text).Count == 0);
        heard[0].ShouldContain("sys.fulltext_indexes");
        heard[1].ShouldContain("LIKE");
    }

    [Fact]
    public async Task Where_SQL_Server_has_an_index_it_is_asked_for_the_best()
    {
        using var answer = new DataTable();
        answer.Columns.Add("Value", typeof(long));
        answer.Rows.Add(7L);
        answer.Rows.Add(8L);
        var found = Task.FromResult<List<long>>([]);
        // Nobody is waited for, so it is done when it returns
        var heard = new NoServer(maxBatchSize: "", answer).Hear(db => _ = Similar.FindAsync(db, 1, "halved every year", default));
        heard.ShouldAllBe(text => TSql.Faults(text).Count == 0);
        heard[1].ShouldContain("FREETEXTTABLE(Arguments, Text, @");
        new NoServer(maxBatchSize: "", answer).Hear(db => found = TextSearch.AlikeAsync(db, 1, ["halved", "every"], Similar.Most, default)).ShouldHaveSingleItem();
        (await found).ShouldBe([7, 8]);

        var made = new NoServer(maxBatchSize: "").Hear(db => _ = TextSearch.EnsureAsync(db, default)).ShouldHaveSingleItem();
        TSql.Faults(made).ShouldBeEmpty();
        made.ShouldContain("CREATE FULLTEXT INDEX ON Arguments");
        made.ShouldContain("CREATE FULLTEXT INDEX ON Forecasts");
    }

    private async Task<IEnumerable<long>> FoundAsync(string text) =>
        [.. (await author.Visitor.GetAsync($"/f/{slug}/similar?text={Uri.EscapeDataString(text)}")).QuerySelectorAll(".alike a").Select(a => long.Parse(a.GetAttribute("href")!.Split('/')[^1], null))];
}
