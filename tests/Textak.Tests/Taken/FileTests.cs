using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Textak.Tests.Taken;

/// <summary>The site and each board as files: what is in them, and that they are as of one moment.</summary>
[Collection(nameof(TakenSite))]
public sealed class FileTests(TakenSite site) : IAsyncLifetime
{
    private readonly Visitor reader = site.Visit();
    private Participant ada = null!, keeper = null!;

    public async ValueTask InitializeAsync() => (ada, keeper) = (await Participant.JoinAsync(site, Fresh.Name("Ada")), await Participant.ModerateAsync(site, Fresh.Name("Keeper")));

    public ValueTask DisposeAsync()
    {
        foreach (var person in (IDisposable[])[reader, ada, keeper]) person.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_board_is_whole_as_CSV_and_as_JSON_but_for_what_is_hidden()
    {
        // A word that no other test's boards hold: all of the site is looked through
        var (slug, secret) = (await site.OpenAsync(Fresh.Slug()), Fresh.Slug());
        var first = await ada.ArguedAsync(slug, "for", "=HYPERLINK(\"https://evil.example\"), said Ada", "https://example.org/a");
        var hidden = await ada.ArguedAsync(slug, "against", $"Something that {secret} said.", $"https://{secret}.example/");
        var answer = await ada.RebuttedAsync(slug, hidden, "But that is\nnot so,\r\nsays this.");
        (await ada.EstimateAsync(slug, 37)).ShouldBeTaken();
        (await keeper.HideAsync(slug, hidden, "It names somebody")).ShouldBeTaken();

        using var response = await reader.Client.GetAsync($"/f/{slug}/files/arguments.csv", TestContext.Current.CancellationToken);
        var csv = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var json = await JsonAsync($"/f/{slug}/files/all.json");

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        response.Content.Headers.ContentDisposition!.FileName.ShouldBe($"textak-{slug}-arguments.csv");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        csv.TrimStart('\uFEFF').ShouldStartWith("slug,id,answers,side,text,author,");
        csv.ShouldContain($"{slug},{first},,for,\"'=HYPERLINK(\"\"https://evil.example\"\"), said Ada\",");
        csv.ShouldContain($"{slug},{answer},{hidden},for,\"But that is\nnot so,\nsays this.\",");
        json.GetProperty("arguments").EnumerateArray().Select(a => a.GetProperty("id").GetInt64()).ShouldBe([first, answer]);
        var forecast = json.GetProperty("forecasts").EnumerateArray().ShouldHaveSingleItem();
        (forecast.GetProperty("slug").GetString(), forecast.GetProperty("probability").GetDouble(), forecast.GetProperty("against").GetInt32()).ShouldBe((slug, .37, 0));
        json.GetProperty("history").EnumerateArray().Last().GetProperty("probability").GetDouble().ShouldBe(.37);
        foreach (var text in (string[])[csv, json.ToString(), await reader.Client.GetStringAsync("/files/arguments.csv"), await reader.Client.GetStringAsync("/files/all.json")])
            text.ShouldNotContain(secret);
        (await reader.Client.GetAsync("/f/nowhere/files/all.json", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_site_is_what_its_boards_are_together()
    {
        var slugs = new List<string>();
        for (var i = 0; i < 3; i++) slugs.Add(await site.OpenAsync(Fresh.Slug(), "opened: 40 days ago\nhistory: 9 days ago 20, 3 days ago 60", "## For\n- One thing that is said.\n## Signals\n- A headline\n  link: https://news.example/a\n  when: 2 days ago\n"));
        await ada.SendAsync("/propose", Manner.Form, null, ("title", "Will anybody be asked this by 2031?"), ("thesis", "Nobody is asked this yet."),
            ("criteria", "True if the register lists at least one by the end of 2029; false otherwise."), ("category", "Work"), ("horizon", "2029-12-31"));

        var all = await JsonAsync("/files/all.json");

        foreach (var what in (string[])["forecasts", "arguments", "signals", "history"])
            foreach (var slug in slugs)
                Rows(all, what, slug).ShouldBe(Rows(await JsonAsync($"/f/{slug}/files/all.json"), what, slug), what);
        (await reader.Client.GetStringAsync("/files/forecasts.csv")).ShouldNotContain("anybody be asked");
        var lines = (await reader.Client.GetStringAsync("/files/history.csv")).Split("\r\n");
        lines.Count(line => line.StartsWith(slugs[0] + ",", StringComparison.Ordinal)).ShouldBe(Rows(all, "history", slugs[0]).Count);
        var page = await reader.GetAsync("/files");
        foreach (var link in page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!))
            (await reader.Client.GetAsync(link, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK, link);
    }

    [Fact]
    public async Task However_slowly_it_is_read_it_is_as_of_one_moment()
    {
        // More than what fits between writer and reader
        const int Many = 1200;
        var said = string.Concat(Enumerable.Range(1, Many).Select(n => $"- Reason {n}: {new string('x', 440)}\n"));
        var slug = await site.OpenAsync(Fresh.Slug(), body: $"## For\n{said}");
        (await ada.EstimateAsync(slug, 37)).ShouldBeTaken();
        var head = await site.HeadAsync(slug);

        using var response = await reader.Client.GetAsync($"/f/{slug}/files/all.json", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var begin = new byte[100];
        await stream.ReadExactlyAsync(begin, TestContext.Current.CancellationToken);
        for (var n = 0; n < 5; n++) await ada.ArguedAsync(slug, "for", string.Create(CultureInfo.InvariantCulture, $"Said meanwhile, for the {n}th time."));
        (await ada.EstimateAsync(slug, 81)).ShouldBeTaken();
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest, TestContext.Current.CancellationToken);
        var json = JsonDocument.Parse(Encoding.UTF8.GetString([.. begin, .. rest.ToArray()])).RootElement;

        json.GetProperty("forecasts")[0].GetProperty("seq").GetInt64().ShouldBe(head);
        json.GetProperty("arguments").GetArrayLength().ShouldBe(Many);
        json.GetProperty("history").EnumerateArray().Last().GetProperty("probability").GetDouble().ShouldBe(.37);
        (await JsonAsync($"/f/{slug}/files/all.json")).GetProperty("arguments").GetArrayLength().ShouldBe(Many + 5);
    }

    private async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await reader.Client.GetStringAsync(path)).RootElement;

    private static List<string> Rows(JsonElement all, string what, string slug) =>
        [.. all.GetProperty(what).EnumerateArray().Where(row => row.GetProperty("slug").GetString() == slug).Select(row => row.ToString())];
}
