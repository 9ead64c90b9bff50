using Microsoft.Data.Sqlite;

namespace Textak.Bench.World;

/// <summary>The product's SQLite file, read past the program: what its watchers must have been told.</summary>
internal sealed class Database(string directory)
{
    private readonly string source = new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "textak.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();

    /// <summary>When each event happened: the product takes it inside the transaction, so that a commit's own time is in every latency.</summary>
    public Dictionary<long, long> Commits(string slug) => Read(
        "SELECT e.Seq, e.At FROM Events e JOIN Forecasts f ON f.Id = e.ForecastId WHERE f.Slug = $slug", slug,
        row => KeyValuePair.Create(row.GetInt64(0), row.GetInt64(1))).ToDictionary();

    /// <summary>A board as it is to be seen, counted from its rows, not from what the program keeps beside them.</summary>
    public Standing Standing(string slug) => Read("""
        SELECT (SELECT MAX(Seq) FROM Events e WHERE e.ForecastId = f.Id),
          (SELECT COUNT(*) FROM Estimates e WHERE e.ForecastId = f.Id AND e.EndSeq IS NULL),
          (SELECT COUNT(*) FROM Arguments a WHERE a.ForecastId = f.Id AND a.HiddenAt IS NULL AND a.AnswersId IS NULL AND a.Side = 'For'),
          (SELECT COUNT(*) FROM Arguments a WHERE a.ForecastId = f.Id AND a.HiddenAt IS NULL AND a.AnswersId IS NULL AND a.Side = 'Against'),
          (SELECT Probability FROM Points p WHERE p.ForecastId = f.Id ORDER BY Seq DESC LIMIT 1)
        FROM Forecasts f WHERE f.Slug = $slug
        """, slug, row => new Standing(
            row.GetInt64(0), row.IsDBNull(4) ? null : (int)Math.Clamp(Math.Round(Math.Round(row.GetDouble(4) * 100, 9), MidpointRounding.AwayFromZero), 1, 99),
            row.GetInt32(1), row.GetInt32(2), row.GetInt32(3))).Single();

    /// <summary>The first value of a statement of a bench's own.</summary>
    public long One(string statement) => Read(statement, "", row => row.GetInt64(0)).Single();

    private List<T> Read<T>(string statement, string slug, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection(source);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a constant of this class
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$slug", slug);
        using var rows = command.ExecuteReader();
        List<T> all = [];
        while (rows.Read()) all.Add(read(rows));
        return all;
    }
}

/// <summary>What a board says after its newest event.</summary>
internal sealed record Standing(long Seq, int? Percent, int Estimates, int For, int Against);
