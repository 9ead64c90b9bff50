using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Hostility;

/// <summary>In the files that people take away it is text too: whole, in its own cell or string, and no formula.</summary>
public sealed class HostileExportTests(BusySite site) : IClassFixture<BusySite>
{
    private const string Formula = "=+-@＝＋－＠\t\r\n";

    private static IEnumerable<string> Texts => Hostile.Texts.Select(typed => Plain.Text(typed.Text)).Where(text => text.Length is > 0 and <= 200 && Plain.Problem(text) is null).Distinct();

    [Fact]
    public async Task The_titles_of_forecasts()
    {
        foreach (var (n, title) in Texts.Where(title => !title.Contains('\n', StringComparison.Ordinal)).Index().Where(one => one.Index % 3 == 0 || Formula.Contains(one.Item[0], StringComparison.Ordinal)))
            await site.ImportAsync($"hostile-{n}.md", $"""
                ---
                title: {title}
                slug: hostile-{n}
                horizon: 2030-12-31
                category: models
                opened: 90 days ago
                history: 80 days ago 40, 42 days ago 60
                status: resolved true
                resolved: 30 days ago
                ---
                What it is about.
                ## Resolution criteria
                True if it happens.
                ## Resolution
                It happened.
                """);
        var titles = await site.ReadAsync(db => db.Forecasts.Where(f => f.ResolvedAt != null).Select(f => f.Title).OrderBy(title => title).ToListAsync());
        titles.Count.ShouldBeGreaterThan(80);

        using var reader = site.Visit();
        var rows = Rows((await reader.Client.GetStringAsync("/track-record/csv")).TrimStart('\uFEFF'));
        rows.ShouldAllBe(row => row.Count == rows[0].Count);
        var column = rows[0].IndexOf("title");
        rows.Skip(1).Select(row => row[column]).ShouldAllBe(cell => !Formula.Contains(cell.TrimStart()[0], StringComparison.Ordinal));
        var cells = rows.Skip(1).Select(row => row[column]).Select(cell => titles.Contains(cell) ? cell : cell[1..]).ToList();
        cells.Except(titles).Concat(titles.Except(cells)).ShouldBeEmpty();
        using var json = JsonDocument.Parse(await reader.Client.GetStringAsync("/track-record/json"));
        json.RootElement.GetProperty("forecasts").EnumerateArray().Select(f => f.GetProperty("title").GetString()!).Except(titles).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_arguments_of_a_person()
    {
        var (slug, author, other) = (await site.OpenAsync(Fresh.Slug()), Fresh.Name("Author"), Fresh.Name("Other"));
        foreach (var name in new[] { author, other }) (await site.RegisterAsync(name)).Dispose();
        var texts = Texts.Where(text => Plain.Length(text) >= Argument.ShortestText).ToList();
        var posted = await site.AppendAsync(slug, author, texts.Select(text => (Func<Change, Task<Refusal?>>)new PostArgument("for", text, null).ApplyAsync));
        await site.AppendAsync(slug, other, posted.Chunk(Reasons.Most).Select((some, n) => (Func<Change, Task<Refusal?>>)new SetEstimate(
            1 + n % 99, [.. some.Select(answer => string.Create(CultureInfo.InvariantCulture, $"a{answer.ArgumentId}"))]).ApplyAsync));

        using var reader = site.Visit();
        using var response = await reader.Client.GetAsync($"/u/{Uri.EscapeDataString(author)}/json");
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        json.RootElement.GetProperty("arguments").EnumerateArray().Select(a => a.GetProperty("text").GetString()!).ShouldBe(texts, ignoreOrder: true);
    }

    /// <summary>Reads comma-separated values as RFC 4180 has them.</summary>
    private static List<List<string>> Rows(string csv)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
            if (quoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"') cell.Append(csv[i++]);
            else if (csv[i] == '"') quoted = !quoted;
            else if (!quoted && csv[i] == ',') End();
            else if (!quoted && csv[i] == '\r' && csv[++i] == '\n')
            {
                End();
                rows.Add(row);
                row = [];
            }
            else cell.Append(csv[i]);
        return rows;

        void End()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }
}
