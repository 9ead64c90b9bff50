using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Data.SqlServer;
using Textak.Web.Platform;

namespace Textak.Tests.Cluster;

/// <summary>A database of its own on the server that TEXTAK_TEST_SQLSERVER names, at the end of a wire that can be cut.</summary>
internal sealed class SqlServerStore : Store
{
    private const int DefaultPort = 1433;
    private readonly SqlConnectionStringBuilder server, own;
    private readonly Link wire;

    public SqlServerStore(string connection)
    {
        server = new(connection);
        own = new(connection) { InitialCatalog = $"textak_test_{Ids.New():N}" };
        var at = server.DataSource.Replace("tcp:", "", StringComparison.OrdinalIgnoreCase).Split(',');
        if (at[0] is not ("localhost" or "127.0.0.1" or ".")) throw new InvalidOperationException("The cluster's tests take a server on this machine: localhost,1433.");
        wire = new(at.Length > 1 ? int.Parse(at[1], CultureInfo.InvariantCulture) : DefaultPort);
    }

    public override IEnumerable<KeyValuePair<string, string>> Settings(bool pooled) =>
    [
        new("Database__Provider", "SqlServer"),
        new("ConnectionStrings__Textak", new SqlConnectionStringBuilder(own.ToString()) { DataSource = $"tcp:127.0.0.1,{wire.Port}" }.ToString()),
    ];

    public override async Task<IAsyncDisposable> LockAsync()
    {
        // With it goes its transaction
        var connection = new SqlConnection(new SqlConnectionStringBuilder(own.ToString()) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = (SqlTransaction)await connection.BeginTransactionAsync();
        command.CommandText = "UPDATE Forecasts SET LastSeq = LastSeq";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public override void TakeAway() => wire.Turn(Wire.Cut);

    public override void BringBack() => wire.Turn(Wire.Whole);

    public override async ValueTask DisposeAsync()
    {
        wire.Dispose();
        SqlConnection.ClearAllPools();
        await using var connection = new SqlConnection(server.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name of the database is ours, and can't be a parameter
        command.CommandText = $"DROP DATABASE IF EXISTS [{own.InitialCatalog}]";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    protected override TextakDb Open() => new SqlServerTextakDb(new DbContextOptionsBuilder<SqlServerTextakDb>().UseSqlServer(own.ToString()).Options);
}
