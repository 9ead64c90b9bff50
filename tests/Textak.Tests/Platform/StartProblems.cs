using System.Net;
using System.Net.Sockets;

namespace Textak.Tests.Platform;

/// <summary>The program, started wrongly: one line that says what to mend, and exit code 1.</summary>
public sealed class StartProblems : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("textak-start-");

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [InlineData("--Database:Provider=Oracle", "Database:Provider is \"Oracle\"; it must be Sqlite or SqlServer.")]
    [InlineData("--Security:RequireHttps=maybe", "Security:RequireHttps is \"maybe\"")]
    [InlineData("--Security:KnownProxies:0=nearby", "Security:KnownProxies holds \"nearby\"")]
    [InlineData("--Limits:WritesPerUser=0", "WritesPerUser must be between 1 and 1000000")]
    [InlineData("--Limits:WritesPerUser=many", "Limits:WritesPerUser")]
    [InlineData("--Limits:WritesPerUsr=3", "WritesPerUsr")]
    [InlineData("--ConnectionStrings:Rediss=localhost", "There is no setting ConnectionStrings:Rediss; there is ConnectionStrings:Redis, ConnectionStrings:Textak.")]
    [InlineData("--Security:KnownProxies=10.0.0.7", "There is no setting Security:KnownProxies; ")]
    [InlineData("--urls=nonsense", "(--urls)")]
    [InlineData("--Security:ReachLoopback=true", "Security:ReachLoopback is for Development and Testing; this is Production: take it away.")]
    [InlineData("--Security:ReachLoopback=yes", "Security:ReachLoopback is \"yes\"; it must be true or false.")]
    [InlineData("--Node:Drain=long", "Node:Drain is \"long\"")]
    [InlineData("--Node:Name=two words", "Node:Name is \"two words\"")]
    [InlineData("--ConnectionStrings:Redis=,", "ConnectionStrings:Redis names no server.")]
    [InlineData("--Textak:Address=https://board.example/path", "Textak:Address is \"https://board.example/path\"; it must be a web address without a path")]
    [InlineData("--Telemetry:MetricsUrl=9464", "Telemetry:MetricsUrl is \"9464\"")]
    [InlineData("--Mail:Host=mail.example", "Textak:Address is to be set where mail is sent")]
    [InlineData("--Security:KeyCertificate=none.pfx", "Security:KeyCertificate \"none.pfx\" can't be used")]
    public async Task A_wrong_setting_is_named(string argument, string said) => await ShouldSayAsync(said, argument);

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";
        await ShouldSayAsync($"Failed to bind to address {url}: address already in use.", $"--urls={url}");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named()
    {
        var file = Path.Combine(directory.FullName, "textak.db");
        await File.WriteAllTextAsync(file, new string('x', 4096));
        await ShouldSayAsync($"The database {file} can't be used");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named() => await ShouldSayAsync(
        "The database 127.0.0.1,1 can't be used", "--Database:Provider=SqlServer",
        "--ConnectionStrings:Textak=Server=127.0.0.1,1;Database=textak;User Id=x;Password=hunter2;Connect Timeout=1;Encrypt=false");

    private async Task ShouldSayAsync(string said, params string[] arguments)
    {
        var ran = await Ran.WithAsync([
            "--environment=Production", "--applicationName=Textak.Web", "--Seeds:Load=false", $"--Textak:DataDirectory={directory.FullName}", "--urls=http://127.0.0.1:0", .. arguments]);
        ran.ExitCode.ShouldBe(1, ran.Output);
        ran.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, ran.Errors);
        ran.Errors.ShouldStartWith("textak: ");
        ran.Errors.ShouldContain(said);
        (ran.Output + ran.Errors).ShouldNotContain("   at ");
        (ran.Output + ran.Errors).ShouldNotContain("hunter2");
    }
}
