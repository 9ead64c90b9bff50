using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Tests;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts.Import;
using Textak.Web.Features.Live;

namespace Textak.Browser;

/// <summary>A forecast of a journey's own.</summary>
public sealed record Board(string Slug, string Title)
{
    public string Path => $"/f/{Slug}";
}

public static class Boards
{
    private static int opened;

    /// <summary>Opens a forecast by import, with arguments "Reason 1 for …", "Reason 1 against …", the highest number on top.</summary>
    /// <param name="percent">What the editors say, or null for a board without a number.</param>
    public static async Task<Board> OpenBoardAsync(this Stage stage, int @for = 2, int against = 2, int? percent = 40, string? title = null, string? thesis = null)
    {
        // One word that no other board has, nor begins with: it is searched for
        var slug = string.Create(CultureInfo.InvariantCulture, $"journey{Interlocked.Increment(ref opened):0000}");
        var board = new Board(slug, title ?? $"The lighthouse of {slug} is lit by hand until the horizon");
        var directory = Directory.CreateTempSubdirectory("textak-board-");
        try
        {
            var file = Path.Combine(directory.FullName, $"{slug}.md");
            await File.WriteAllTextAsync(file, Text(board, @for, against, percent, thesis ?? "Lamps change slowly, and keepers slower still."));
            var imported = await stage.Site.Services.GetRequiredService<Importer>().ImportAsync(file);
            imported.Added.ShouldBeTrue(string.Join('\n', imported.Lines));
            return board;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Carries a command out in somebody's name, past the pages.</summary>
    public static async Task<Answer> AppendAsync(this Stage stage, Board board, string name, Func<Change, Task<Refusal?>> rule) =>
        (await stage.Site.AppendAsync(board.Slug, name, rule))[0];

    /// <summary>The id of the one argument that begins so.</summary>
    public static Task<long> ArgumentAsync(this Stage stage, Board board, string text) => stage.Site.ReadAsync(db =>
        db.Arguments.Where(a => a.Text.StartsWith(text) && db.Forecasts.Any(f => f.Id == a.ForecastId && f.Slug == board.Slug)).Select(a => a.Id).SingleAsync());

    /// <summary>Gives an argument all that one can have: another wording, sources of which one is challenged, and rebuttals on both levels.</summary>
    public static async Task ArgueInFullAsync(this Stage stage, Board board, long argument, string author, string other)
    {
        await stage.AppendAsync(board, author, new EditArgument(argument, 1, "Whoever climbs the stairs each night knows by now why the lamp is as it is.").ApplyAsync);
        await stage.AppendAsync(board, author, new CiteSource(argument, new("https://lamp.example/register", "The register of lamps", "The harbour office", "direct")).ApplyAsync);
        await stage.AppendAsync(board, author, new CiteSource(argument, new("https://harbour.example/")).ApplyAsync);
        var source = await stage.Site.ReadAsync(db => db.SourceLinks.Where(s => s.ArgumentId == argument && s.Title != null).Select(s => s.Id).SingleAsync());
        await stage.AppendAsync(board, other, new ChallengeGrade(argument, source, "proximate").ApplyAsync);
        await stage.AppendAsync(board, other, new RateArgument(argument, 5).ApplyAsync);
        var rebuttal = await stage.AppendAsync(board, other, new PostArgument(null, "Stairs say little of lamps.", "https://stairs.example/") { Answers = argument }.ApplyAsync);
        await stage.AppendAsync(board, author, new PostArgument(null, "They say who climbed them.", null) { Answers = rebuttal.ArgumentId }.ApplyAsync);
    }

    /// <summary>Some of the seeded world: resolved forecasts, and people enough for a leaderboard.</summary>
    /// <returns>The record of one who has a place there.</returns>
    public static async Task<string> OpenWorldAsync(this Stage stage)
    {
        var directory = Directory.CreateTempSubdirectory("textak-world-");
        try
        {
            foreach (var file in SeededWorld.Write(directory.FullName, TimeProvider.System.GetUtcNow(), forecasts: 7))
                (await stage.Site.Services.GetRequiredService<Importer>().ImportAsync(file)).Success.ShouldBeTrue();
        }
        finally
        {
            directory.Delete(recursive: true);
        }
        var first = JsonDocument.Parse(await stage.Site.Visit().Client.GetStringAsync("/leaderboard/json")).RootElement.GetProperty("people")[0];
        return $"/u/{Uri.EscapeDataString(first.GetProperty("name").GetString()!)}";
    }

    private static string Text(Board board, int @for, int against, int? percent, string thesis)
    {
        var text = new StringBuilder("---\n")
            .AppendLine(CultureInfo.InvariantCulture, $"title: {board.Title}")
            .AppendLine("category: work\nhorizon: 2099-12-31\nopened: 30 days ago");
        if (percent is { } number) text.AppendLine(CultureInfo.InvariantCulture, $"history: 30 days ago 50, 20 days ago {number}");
        text.AppendLine("---\n").AppendLine(thesis).AppendLine("\n## Resolution criteria\n\nTrue if the lamp is lit by hand on the last day, as its keeper's log says.\n");
        foreach (var (side, count) in new[] { ("For", @for), ("Against", against) })
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## {side}\n");
            for (var n = 1; n <= count; n++)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"- Reason {n} {side.ToLowerInvariant()}: whoever has climbed the stairs each night knows why the lamp is as it is.");
                // Days apart, as far as there are days
                text.AppendLine(CultureInfo.InvariantCulture, $"  when: {1 + (count - n) * 29 / Math.Max(count, 29)} days ago");
            }
            text.AppendLine();
        }
        return text.ToString();
    }
}
