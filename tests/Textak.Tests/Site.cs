using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Data;
using Textak.Web.Data.SqlServer;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Tests;

/// <summary>
/// The real program on a database of its own, one for a test class: SQLite in a temporary directory or, where
/// TEXTAK_TEST_SQLSERVER names a server, a new database there. A class that wants other settings derives from this and
/// changes them in its constructor.
/// </summary>
public partial class Site : IAsyncLifetime
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("TEXTAK_TEST_SQLSERVER");

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("textak-");
    private readonly string database = $"textak_test_{Ids.New():N}";
    private Factory? factory;

    /// <summary>The program's configuration, until the start.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["environment"] = "Testing",
        ["Seeds:Load"] = "false",
        ["Security:RequireHttps"] = "false",
        // Everybody here comes from one address
        ["Limits:WritesPerUser"] = "100000",
        ["Limits:WritesPerAddress"] = "100000",
        ["Limits:KnocksPerAddress"] = "100000",
        ["Limits:ReadsPerAddress"] = "100000",
        ["Limits:FilesPerAddress"] = "100000",
        ["Limits:SocketsPerAddress"] = "100000",
        ["Limits:CallsAtOnce"] = "1000",
        ["Limits:NewcomerArguments"] = "0",
        ["Logging:LogLevel:Default"] = "Error",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Error",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "None",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "None",
    };

    /// <summary>Whether it listens on a port of its own, as browsers need it, instead of answering in process.</summary>
    public bool Listens { get; init; }

    /// <summary>Another process of the same board, whose database this one shares.</summary>
    public Site? Beside { get; init; }

    /// <summary>Where it answers.</summary>
    public Uri Address => Started.ClientOptions.BaseAddress;

    public IServiceProvider Services => Started.Services;

    private bool OwnsDatabase => !string.IsNullOrEmpty(Server) && Beside is null;
    private Factory Started => factory ?? throw new InvalidOperationException("The site has not started.");

    public virtual async ValueTask InitializeAsync()
    {
        foreach (var (key, value) in Beside?.Settings ?? []) Settings[key] = value;
        Settings.TryAdd("Textak:DataDirectory", directory.FullName);
        if (OwnsDatabase)
        {
            Settings["Database:Provider"] = "SqlServer";
            Settings["ConnectionStrings:Textak"] = new SqlConnectionStringBuilder(Server) { InitialCatalog = database }.ToString();
            if (Environment.GetEnvironmentVariable("TEXTAK_TEST_SQLSERVER_MAXBATCH") is { Length: > 0 } size)
                Settings["Database:SqlServer:MaxBatchSize"] = size;
            await OnServerAsync($"CREATE DATABASE [{database}]");
            await OnServerAsync($"ALTER DATABASE [{database}] SET ALLOW_SNAPSHOT_ISOLATION ON");
            // There a node doesn't migrate by itself
            await using var db = new SqlServerTextakDb(new DbContextOptionsBuilder<SqlServerTextakDb>().UseSqlServer(Settings["ConnectionStrings:Textak"]).Options);
            await db.Database.MigrateAsync();
        }
        factory = new(this);
        if (Listens) factory.UseKestrel(0);
        factory.StartServer();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (factory is not null) await factory.DisposeAsync();
        if (OwnsDatabase)
        {
            SqlConnection.ClearAllPools();
            await OnServerAsync($"DROP DATABASE [{database}]");
        }
        directory.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Somebody without an account, with cookies of their own.</summary>
    /// <param name="follows">Whether redirects are followed, as a browser does.</param>
    public Visitor Visit(bool follows = true) => new(Started.CreateClient(new() { BaseAddress = Address, AllowAutoRedirect = follows }));

    /// <summary>Somebody who has just registered, through the page, and is signed in.</summary>
    public async Task<Visitor> RegisterAsync(string name)
    {
        var visitor = Visit();
        await visitor.RegisterAsync(name);
        return visitor;
    }

    /// <summary>A moderator, signed in.</summary>
    public Task<Visitor> ModeratorAsync(string name) => GrantedAsync(name, Roles.Moderator);

    /// <summary>Somebody with a role, signed in.</summary>
    public async Task<Visitor> GrantedAsync(string name, string role)
    {
        (await RegisterAsync(name)).Dispose();
        await UseAsync<UserManager<Account>>(async users => await users.AddToRoleAsync((await users.FindByNameAsync(name))!, role));
        return await SignInAsync(name);
    }

    public async Task<Visitor> SignInAsync(string name, string password = Visitor.Password)
    {
        var visitor = Visit();
        await visitor.SignInAsync(name, password);
        return visitor;
    }

    /// <summary>Looks into the database, in a scope of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<TextakDb, Task<T>> query)
    {
        await using var scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<TextakDb>());
    }

    /// <summary>Does something with a service, in a scope of its own.</summary>
    public async Task UseAsync<TService>(Func<TService, Task> work) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Where a class replaces services.</summary>
    protected virtual void Configure(IWebHostBuilder host) { }

    /// <summary>Where a suite does something with all of its sites.</summary>
    static partial void OnEachSite(IServiceCollection services);

    private static async Task OnServerAsync(string statement)
    {
        await using var connection = new SqlConnection(Server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name of the database is ours, and can't be a parameter
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Factory(Site site) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            // These become arguments of the program, so that it finds them from its first line on
            foreach (var (key, value) in site.Settings) builder.UseSetting(key, value);
            builder.ConfigureServices(services =>
            {
                // Hundreds register, and none of them is to be guarded from thieves: to check a password costs next to nothing
                services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
                OnEachSite(services);
            });
            site.Configure(builder);
        }
    }
}
