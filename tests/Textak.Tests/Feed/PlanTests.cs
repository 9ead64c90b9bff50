using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Data.Sqlite;

namespace Textak.Tests.Feed;

/// <summary>
/// However the feed is asked for, no question of it goes through a table from one end to the other: each command that SQLite was given is
/// explained by SQLite itself. What may be gone through is what is as short as the page, and one index of a number for each forecast.
/// </summary>
public sealed partial class PlanTests(PlanTests.Explained site) : IClassFixture<PlanTests.Explained>
{
    public sealed class Explained : BusySite
    {
        internal Listening Heard { get; } = new();

        protected override void Configure(IWebHostBuilder host)
        {
            host.ConfigureServices(services => services.ConfigureDbContext<SqliteTextakDb>(options => options.AddInterceptors(Heard)));
        }
    }

    [Fact]
    public async Task No_filter_no_order_no_page_and_no_search_scans_a_table()
    {
        Assert.SkipUnless(await site.ReadAsync(db => Task.FromResult(db.Database.IsSqlite())), "The suite runs on SQL Server.");
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        for (var i = 0; i < 26; i++) await site.OpenAsync(Fresh.Slug(), "opened: 9 days ago\nhistory: 8 days ago 20, 1 day ago 30", "## For\n- The first argument of it.");
        site.Heard.Commands.Clear();

        foreach (var sort in (string[])["movers", "newest", "closing", "argued", "contested", "best"])
            foreach (var filter in (string[])["", "&category=models", "&status=open", "&status=locked", "&status=resolved", "&confidence=low", "&boards=mine", "&boards=followed", "&q=argument", "&span=1h&category=models&status=open&confidence=low&q=first+question"])
            {
                var page = await ada.Visitor.GetAsync($"/?sort={sort}{filter}");
                if (page.QuerySelector(".pages [rel=next]")?.GetAttribute("href") is { } next) await ada.Visitor.GetAsync(next);
            }
        (await ada.PostAsync("/account?handler=numbers", Manner.Form, ("ownFirst", "true"))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        foreach (var path in (string[])["/live", "/", "/?sort=contested"]) await ada.Visitor.GetAsync(path);
        using var stranger = site.Visit();
        await stranger.GetAsync("/live");

        // What looks for notices now and then is no question of the feed's
        var commands = site.Heard.Commands.Where(command => (command.Key.Contains("Forecasts", StringComparison.Ordinal) || command.Key.Contains("Points", StringComparison.Ordinal))
            && !command.Key.Contains("NoticePositions", StringComparison.Ordinal)).ToList();
        commands.Count.ShouldBeGreaterThan(20, "or nothing was heard");
        List<string> faults = [];
        foreach (var (text, parameters) in commands) faults.AddRange(await FaultsAsync(text, parameters));
        foreach (var text in (string[])[TextSearch.Alike, TextSearch.QuestionsAlike, TextSearch.InArguments, TextSearch.InQuestions, TextSearch.InsideArguments, TextSearch.InsideQuestions, TextSearch.BrieflyInsideArguments, TextSearch.BrieflyInsideQuestions])
            faults.AddRange(await FaultsAsync(text, [("$words", "word"), ("$word", "w"), ("$column", "*"), ("$first", 1L), ("$last", 2L), ("$most", 3)]));
        faults.ShouldBeEmpty();
        (await FaultsAsync("SELECT COUNT(*) FROM Arguments WHERE Text LIKE '%word%'", [])).ShouldHaveSingleItem("a scan is seen where there is one");
        (await FaultsAsync("SELECT Id FROM Forecasts WHERE Shelf = 1 ORDER BY Title LIMIT 3", [])).ShouldHaveSingleItem("and so is what comes to the same");
    }

    private Task<IReadOnlyList<string>> FaultsAsync(string text, IEnumerable<(string Name, object? Value)> parameters) => site.ReadAsync<IReadOnlyList<string>>(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var explain = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // what the product itself has asked
        explain.CommandText = $"EXPLAIN QUERY PLAN {text}";
#pragma warning restore CA2100
        foreach (var (name, value) in parameters.Where(p => text.Contains(p.Name, StringComparison.Ordinal))) explain.Parameters.Add(new SqliteParameter(name, value ?? DBNull.Value));
        await using var rows = await explain.ExecuteReaderAsync();
        List<string> steps = [];
        while (await rows.ReadAsync()) steps.Add(rows.GetString(3));
        return [.. steps.Where(step => IsFault(step, steps, text)).Select(step => $"{step}\n{text}\n")];
    });

    // To read all open boards and put them in order is to go through the table, too, though it is called a search
    private static bool IsFault(string step, List<string> steps, string text) => step.StartsWith("SCAN ", StringComparison.Ordinal) ? !MayBeScanned(step)
        // But where numbers are held back from somebody, whose place is known is another for each
        : !text.Contains("ELSE 0.0", StringComparison.Ordinal) && WholeShelf().IsMatch(step) && steps.Exists(other => other.Contains("B-TREE FOR ORDER BY", StringComparison.Ordinal));

    private static bool MayBeScanned(string step) =>
        // The ids of a page or a search, as one parameter; what the question itself has put together; a full-text index, which is asked for words
        step.Contains("VIRTUAL TABLE INDEX", StringComparison.Ordinal) || step.Contains("CONSTANT ROW", StringComparison.Ordinal) || step.StartsWith("SCAN (", StringComparison.Ordinal)
        // A number for each forecast, in some dozen pages: how far all logs have come, which is part of each kept page's key
        || step.EndsWith("USING COVERING INDEX IX_Forecasts_LastSeq", StringComparison.Ordinal);

    [GeneratedRegex(@"INDEX IX_Forecasts_Shelf\w* \(Shelf=\?\)$")]
    private static partial Regex WholeShelf();

    /// <summary>Keeps every different question, with the parameters that it was asked with.</summary>
    internal sealed class Listening : DbCommandInterceptor
    {
        public ConcurrentDictionary<string, (string Name, object? Value)[]> Commands { get; } = new(StringComparer.Ordinal);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Commands.TryAdd(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]);
            return new(result);
        }
    }
}
