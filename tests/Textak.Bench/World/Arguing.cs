using System.Globalization;

namespace Textak.Bench.World;

/// <summary>Makes a board as full of arguments as years of people would, in the order of the log.</summary>
internal static class Arguing
{
    // Those of an argument's voters who are above the middle find more in it. Each vote is an event of the log
    private static readonly string[] Voting =
    [
        """
        CREATE TEMP TABLE NewVotes AS
        SELECT f.Id AS ForecastId, f.LastSeq + ROW_NUMBER() OVER (ORDER BY a.Id, e.AccountId) AS Seq, a.Id AS ArgumentId, e.AccountId, a.PostedAt AS At,
          CASE WHEN e.Percent > 50 THEN 5 - a.Id % 3 ELSE a.Id % 3 END AS Stars
        FROM Forecasts f JOIN Arguments a ON a.ForecastId = f.Id
        JOIN (SELECT ForecastId, AccountId, Percent, COUNT(*) OVER (PARTITION BY ForecastId) AS Size, ROW_NUMBER() OVER (PARTITION BY ForecastId ORDER BY AccountId) AS Place
            FROM Estimates WHERE EndSeq IS NULL) e ON e.ForecastId = f.Id
        WHERE f.Slug = $slug AND a.AnswersId IS NULL AND a.AuthorId <> e.AccountId AND (e.Place + a.Id) % e.Size < a.Id % 9
        """,
        """
        INSERT INTO Events (ForecastId, Seq, Kind, ById, CommandId, At, ArgumentId)
        SELECT ForecastId, Seq, 'ArgumentRated', AccountId, printf('%08X-%04X-4000-9000-000000000000', Seq, ForecastId), At, ArgumentId FROM NewVotes
        """,
        "INSERT INTO StrengthVotes (ForecastId, Seq, ArgumentId, AccountId, Stars) SELECT ForecastId, Seq, ArgumentId, AccountId, Stars FROM NewVotes",
        "UPDATE Forecasts SET LastSeq = LastSeq + (SELECT COUNT(*) FROM NewVotes) WHERE Slug = $slug RETURNING 1",
        "DROP TABLE NewVotes",
    ];

    private const string Counting = """
        UPDATE Arguments SET (Votes, VoteSum, VoteSquares) = (SELECT COUNT(*), COALESCE(SUM(Stars), 0), COALESCE(SUM(Stars * Stars), 0) FROM StrengthVotes v WHERE v.ArgumentId = Arguments.Id)
        WHERE AnswersId IS NULL AND ForecastId = (SELECT Id FROM Forecasts WHERE Slug = $slug) RETURNING 1
        """;

    // As Textak.Forecasting.Strength has it
    private const string Weighing = """
        UPDATE Arguments SET Strength = (VoteSum + 7.5) / (Votes + 3), Contest = sqrt(max(0, VoteSquares - 1.0 * VoteSum * VoteSum / Votes) / (Votes + 3))
        WHERE AnswersId IS NULL AND Votes > 0 AND ForecastId = (SELECT Id FROM Forecasts WHERE Slug = $slug) RETURNING 1
        """;

    /// <summary>
    /// Adds arguments, for and against in turn, and rebuttals of them, to a board whose newest event is an argument that was posted, while
    /// the program doesn't run. Up to eight of those who have an estimate there vote on each.
    /// </summary>
    public static async Task FillAsync(string directory, string slug, int arguments, int rebuttals)
    {
        await using var copies = await Copies.OpenAsync(directory, slug);
        var first = Convert.ToInt64(await copies.OneAsync("SELECT MAX(Id) FROM Arguments"), CultureInfo.InvariantCulture);
        var text = "'Point ' || n.i || ' of very many: ' || t.Text";
        await CopyAsync(copies, first, first, arguments, new()
        {
            ["Side"] = "CASE n.i % 2 WHEN 0 THEN 'For' ELSE 'Against' END", ["Text"] = text,
        });
        await copies.OneAsync("""
            UPDATE Forecasts SET LastSeq = LastSeq + $count, ForCount = ForCount + $count / 2, AgainstCount = AgainstCount + ($count + 1) / 2 WHERE Slug = $slug RETURNING 1
            """, arguments);
        foreach (var statement in (string[])[.. Voting, Counting, Weighing]) await copies.OneAsync(statement);
        if (rebuttals > 0)
        {
            var answered = string.Create(CultureInfo.InvariantCulture, $"{first} + 1 + n.i % {arguments}");
            await CopyAsync(copies, first, first + arguments, rebuttals, new()
            {
                ["AnswersId"] = answered, ["Level"] = "1", ["Text"] = text, ["Side"] = $"(SELECT CASE Side WHEN 'For' THEN 'Against' ELSE 'For' END FROM Arguments WHERE Id = {answered})",
            });
            await copies.OneAsync("UPDATE Forecasts SET LastSeq = LastSeq + $count WHERE Slug = $slug RETURNING 1", rebuttals);
            await copies.OneAsync("UPDATE Arguments SET Rebuttals = (SELECT COUNT(*) FROM Arguments r WHERE r.AnswersId = Arguments.Id) WHERE AnswersId IS NULL AND ForecastId = (SELECT Id FROM Forecasts WHERE Slug = $slug) RETURNING 1");
        }
        await copies.CommitAsync();
    }

    /// <param name="template">The argument that is copied.</param>
    /// <param name="last">The newest id that there is.</param>
    private static async Task CopyAsync(Copies copies, long template, long last, int count, Dictionary<string, string> set)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{last} + n.i");
        set["Id"] = id;
        set["Seq"] = "f.LastSeq + n.i";
        await copies.CopyAsync("Arguments", string.Create(CultureInfo.InvariantCulture, $"t.Id = {template}"), count, set);
        await copies.CopyAsync("Events", string.Create(CultureInfo.InvariantCulture, $"t.ArgumentId = {template} AND t.Kind = 'ArgumentPosted'"), count, new()
        {
            ["Seq"] = "f.LastSeq + n.i", ["ArgumentId"] = id, ["CommandId"] = $"printf('%08X-0000-4000-8000-000000000000', {id})",
        });
    }
}
