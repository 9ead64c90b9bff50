using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Textak.Web.Data;
using Textak.Web.Data.Sqlite;
using Textak.Web.Data.SqlServer;

namespace Textak.Web.Platform;

public enum DatabaseProvider { Sqlite, SqlServer }

/// <summary>Which database, and where.</summary>
public static class Database
{
    // A list of ids of any length is one parameter: a plan for each length would crowd the cache, and 2,100 are refused
    private const ParameterTranslationMode OneParameter = ParameterTranslationMode.Parameter;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Somebody waits: a request is answered, be it with 503, before the balancer in front gives it up after 30 seconds
    private const int ConnectSeconds = 5, CommandSeconds = 10, Retries = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Registers <see cref="TextakDb"/> on the provider that <c>Database:Provider</c> names.</summary>
    /// <exception cref="ConfigurationProblem">A setting is missing or wrong.</exception>
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var connection = settings.GetConnectionString("Textak");
        if (Provider(settings) == DatabaseProvider.Sqlite)
        {
            var sqlite = SqliteConnection(connection, DataDirectory(builder));
            builder.Services.AddDbContextPool<TextakDb, SqliteTextakDb>(options => options
                .UseSqlite(sqlite, lite => lite.UseParameterizedCollectionMode(OneParameter)).AddInterceptors(SqliteConnections.Instance));
        }
        else
        {
            var sqlServer = SqlServerConnection(connection);
            var batch = MaxBatchSize(settings);
            builder.Services.AddDbContextPool<TextakDb, SqlServerTextakDb>(options => options.UseSqlServer(sqlServer, server =>
            {
                server.UseCompatibilityLevel(150).EnableRetryOnFailure(Retries, LongestPause, errorNumbersToAdd: null).UseParameterizedCollectionMode(OneParameter);
                if (batch is { } size) server.MaxBatchSize(size);
            }));
        }
    }

    /// <summary>Before it serves: SQLite is brought up to the program's own version; SQL Server must be there already.</summary>
    /// <exception cref="ConfigurationProblem">It can't be reached, isn't ours, or is behind.</exception>
    public static async Task PrepareDatabaseAsync(this IServiceProvider services, CancellationToken stop = default)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TextakDb>().Database;
        if (database.IsSqlite()) await services.MigrateAsync(stop);
        else if (await PendingAsync(database, stop))
            throw new ConfigurationProblem($"The database {database.GetDbConnection().DataSource} is behind this version of the program: run it with the verb migrate first.");
    }

    /// <summary>Brings the database up to the program's own version.</summary>
    /// <exception cref="ConfigurationProblem">It can't be reached or isn't ours.</exception>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken stop = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var database = db.Database;
        var isBehind = await PendingAsync(database, stop);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            if (isBehind)
            {
                database.SetCommandTimeout(Patience);
                await database.MigrateAsync(patience.Token);
            }
            await (database.IsSqlite() ? Data.Sqlite.TextSearch.EnsureAsync(db, patience.Token) : Data.SqlServer.TextSearch.EnsureAsync(db, patience.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ConfigurationProblem($"The database {database.GetDbConnection().DataSource} was not migrated within {Patience.TotalMinutes} minutes. "
                + "If no other node is at it, one died there: delete the row in its table __EFMigrationsLock.");
        }
        catch (Exception e) when (e is DbException || DatabaseProblem.IsAway(e))
        {
            throw Unusable(database, e);
        }
    }

    /// <summary>What the database's administrator could do better, a sentence each.</summary>
    public static async Task<IReadOnlyList<string>> AdviseAsync(this TextakDb db, CancellationToken stop = default)
    {
        if (!db.Database.IsSqlServer()) return [];
        var blocking = await db.Database
            .SqlQuery<string>($"SELECT QUOTENAME(name) AS Value FROM sys.databases WHERE database_id = DB_ID() AND is_read_committed_snapshot_on = 0")
            .ToListAsync(stop);
        // 2 is FORCED; ALLOWED does no harm, for nothing of ours asks for it
        var forgetful = await db.Database
            .SqlQuery<string>($"SELECT QUOTENAME(name) AS Value FROM sys.databases WHERE database_id = DB_ID() AND delayed_durability = 2").ToListAsync(stop);
        // 0 is off; on its way on or off it is allowed or soon will be, or not
        var momentless = await db.Database
            .SqlQuery<string>($"SELECT QUOTENAME(name) AS Value FROM sys.databases WHERE database_id = DB_ID() AND snapshot_isolation_state = 0").ToListAsync(stop);
        return
        [
            .. blocking.Select(name => $"READ_COMMITTED_SNAPSHOT is off in {name}, so pages wait for whoever writes. "
                + $"Turn it on, once; it cuts off what runs at that moment: ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;"),
            .. momentless.Select(name => $"ALLOW_SNAPSHOT_ISOLATION is off in {name}, so nobody gets files. Turn it on: ALTER DATABASE {name} SET ALLOW_SNAPSHOT_ISOLATION ON;"),
            .. forgetful.Select(name => $"DELAYED_DURABILITY is FORCED in {name}, so a power cut may lose what was acknowledged. "
                + $"Turn it off: ALTER DATABASE {name} SET DELAYED_DURABILITY = DISABLED;"),
        ];
    }

    private static async Task<bool> PendingAsync(DatabaseFacade database, CancellationToken stop)
    {
        try
        {
            return (await database.GetPendingMigrationsAsync(stop)).Any();
        }
        catch (Exception e) when (e is DbException || DatabaseProblem.IsAway(e))
        {
            throw Unusable(database, e);
        }
    }

    private static ConfigurationProblem Unusable(DatabaseFacade database, Exception e) =>
        new($"The database {database.GetDbConnection().DataSource} can't be used: {(e as DbException ?? e.InnerException ?? e).Message}");

    private static DatabaseProvider Provider(IConfiguration settings) => settings["Database:Provider"] switch
    {
        null or "" => DatabaseProvider.Sqlite,
        var name when Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider)
            && Enum.IsDefined(provider) && !char.IsAsciiDigit(name[0]) => provider,
        var name => throw new ConfigurationProblem($"Database:Provider is \"{name}\"; it must be Sqlite or SqlServer."),
    };

    private static string DataDirectory(WebApplicationBuilder builder)
    {
        var directory = builder.Configuration["Textak:DataDirectory"] is { Length: > 0 } configured ? configured : "data";
        directory = Path.GetFullPath(directory, builder.Environment.ContentRootPath);
        try
        {
            Directory.CreateDirectory(directory);
            return directory;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationProblem($"Textak:DataDirectory \"{directory}\" can't be used: {e.Message}");
        }
    }

    private static string SqliteConnection(string? connection, string directory)
    {
        try
        {
            var sqlite = new SqliteConnectionStringBuilder(connection) { ForeignKeys = true };
            if (sqlite.DataSource.Length == 0) sqlite.DataSource = Path.Combine(directory, "textak.db");
            if (!sqlite.ShouldSerialize("Default Timeout")) sqlite.DefaultTimeout = CommandSeconds;
            return sqlite.ToString();
        }
        catch (ArgumentException e)
        {
            throw new ConfigurationProblem($"ConnectionStrings:Textak is no SQLite connection string: {e.Message}");
        }
    }

    private static string SqlServerConnection(string? connection)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(connection)) throw new ConfigurationProblem("ConnectionStrings:Textak is missing: Database:Provider SqlServer needs it.");
            var server = new SqlConnectionStringBuilder(connection);
            if (!server.ShouldSerialize("Connect Timeout")) server.ConnectTimeout = ConnectSeconds;
            if (!server.ShouldSerialize("Command Timeout")) server.CommandTimeout = CommandSeconds;
            // Otherwise one that came back would be left alone for up to a minute
            if (!server.ShouldSerialize("Pool Blocking Period")) server.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
            return server.ToString();
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new ConfigurationProblem($"ConnectionStrings:Textak is no SQL Server connection string: {e.Message}");
        }
    }

    private static int? MaxBatchSize(IConfiguration settings) => settings["Database:SqlServer:MaxBatchSize"] switch
    {
        null or "" => null,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= 1000 => size,
        var text => throw new ConfigurationProblem($"Database:SqlServer:MaxBatchSize is \"{text}\"; it must be a whole number from 1 to 1000."),
    };
}
