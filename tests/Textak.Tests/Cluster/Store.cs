using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Data.Sqlite;

namespace Textak.Tests.Cluster;

/// <summary>The database that the nodes share, seen from outside: what is in it, and what can happen to it.</summary>
internal abstract class Store : IAsyncDisposable
{
    /// <summary>Where TEXTAK_TEST_SQLSERVER names a server, a new database there, else a file.</summary>
    public static Store In(string directory) => Environment.GetEnvironmentVariable("TEXTAK_TEST_SQLSERVER") is { Length: > 0 } server
        ? new SqlServerStore(server) : new SqliteStore(directory);

    /// <summary>What a node is told of it.</summary>
    /// <param name="pooled">Whether the node keeps connections, as it does where nobody says otherwise.</param>
    public abstract IEnumerable<KeyValuePair<string, string>> Settings(bool pooled);

    /// <summary>Looks into it, past every fault.</summary>
    public async Task<T> ReadAsync<T>(Func<TextakDb, Task<T>> query)
    {
        await using var db = Open();
        return await query(db);
    }

    /// <summary>Nobody else can write until what comes back is disposed of.</summary>
    public abstract Task<IAsyncDisposable> LockAsync();

    public abstract void TakeAway();
    public abstract void BringBack();
    public abstract ValueTask DisposeAsync();

    protected abstract TextakDb Open();
}

/// <summary>One file. A node that keeps connections keeps the file too, wherever it is moved: it takes one that doesn't to feel the loss.</summary>
internal sealed class SqliteStore(string directory) : Store
{
    private readonly string home = Path.Combine(directory, "data"), exile = Path.Combine(directory, "data.away");

    private string Source => Path.Combine(Directory.Exists(exile) ? exile : home, "textak.db");

    public override IEnumerable<KeyValuePair<string, string>> Settings(bool pooled) =>
    [
        new("Database__Provider", "Sqlite"),
        new("ConnectionStrings__Textak", pooled ? "" : $"Data Source={Path.Combine(home, "textak.db")};Pooling=False"),
    ];

    public override async Task<IAsyncDisposable> LockAsync()
    {
        var connection = new SqliteConnection($"Data Source={Source};Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        // With it goes its transaction
        _ = await connection.BeginTransactionAsync();
        return connection;
    }

    public override void TakeAway() => Directory.Move(home, exile);

    public override void BringBack() => Directory.Move(exile, home);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override TextakDb Open() => new SqliteTextakDb(new DbContextOptionsBuilder<SqliteTextakDb>()
        .UseSqlite($"Data Source={Source};Pooling=False;Default Timeout=30").Options);
}
