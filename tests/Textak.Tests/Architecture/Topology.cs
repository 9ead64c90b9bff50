using System.Diagnostics;
using System.Text.RegularExpressions;
using Textak.Web.Platform;

namespace Textak.Tests.Architecture;

/// <summary>compose.yaml and cluster.sh start the same program with the same settings; only places and secrets differ.</summary>
public sealed partial class Topology
{
    private static readonly string Infra = Path.Combine(House.Root, "infra");
    private static readonly string Script = Path.Combine(Infra, "cluster.sh");
    private static readonly string Compose = File.ReadAllText(Path.Combine(Infra, "compose.yaml"));

    // Where it listens, what it finds and whom it believes there
    private static readonly string[] Places = ["Urls", "Telemetry__MetricsUrl", "ConnectionStrings__Textak", "ConnectionStrings__Redis", "Database__Provider", "Security__KnownProxies__0"];

    [Fact]
    public async Task A_node_finds_the_same_settings_in_both()
    {
        var script = await NodeOfScriptAsync();
        var compose = Shared().Concat(Pairs(Block("x-settings: &settings"))).Append(new("Node__Name", "node2")).ToDictionary();
        // In a container the image says so
        compose.Add("Textak__DataDirectory", DockerfileSays("Textak__DataDirectory"));

        script.Keys.Order().ShouldBe(compose.Keys.Order());
        foreach (var (name, value) in script)
        {
            compose[name].ShouldNotBeNullOrEmpty(name);
            if (name == "Security__RequireHttps") compose[name].ShouldBe("${TEXTAK_REQUIRE_HTTPS:-false}");
            else if (!Places.Append("Textak__DataDirectory").Contains(name)) compose[name].ShouldBe(value, name);
        }
        script["Security__RequireHttps"].ShouldBe("false");
        // Both take the options of a connection to Redis from the same words
        compose["ConnectionStrings__Redis"].Split(',')[1..].ShouldBe(script["ConnectionStrings__Redis"].Split(',')[1..]);
        foreach (var name in compose.Keys.Where(name => name is not ("Urls" or "ASPNETCORE_ENVIRONMENT")))
            KnownSettings.Names.ShouldContain(Regex.Replace(name.Replace("__", ":"), @":\d+$", ":*"));
    }

    [Fact]
    public void Each_node_of_compose_has_its_name_and_nothing_else_of_its_own()
    {
        foreach (var node in new[] { "node1", "node2", "node3" })
            Block($"  {node}:").Trim().ShouldBe($"<<: *node\n    environment: {{ <<: *settings, Node__Name: {node} }}");
        Compose.ShouldContain("env_file: node.env");
    }

    [Fact]
    public void Redis_and_the_balancer_are_started_alike()
    {
        var script = File.ReadAllText(Script);
        var command = Regex.Match(Compose, @"command: \[redis-server, ([^\]]*)\]").Groups[1].Value.Replace("\"\"", "''").Replace("\"", "").Replace(", ", " ");
        command.ShouldBe("--save '' --appendonly no --maxmemory 64mb");
        script.ShouldContain($"--dir \"$state\" {command} ;;");
        Compose.ShouldContain("./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro");
        script.ShouldContain("haproxy -db -f \"$root/infra/haproxy.cfg\"");
        // Whatever the balancer asks its environment for, both tell it
        foreach (var name in Regex.Matches(File.ReadAllText(Path.Combine(Infra, "haproxy.cfg")), @"\$\{(TEXTAK_\w+)\}").Select(match => match.Groups[1].Value).Distinct())
        {
            (Compose + File.ReadAllText(Path.Combine(Infra, "compose.tls.yaml"))).ShouldContain($" {name}: ");
            Regex.Replace(name, "_NODE[1-3]$", "_${node^^}").ShouldSatisfyAllConditions(said => script.ShouldContain(said));
        }
    }

    [Fact]
    public async Task The_program_takes_all_of_it()
    {
        await using var site = new Site();
        foreach (var (name, value) in Shared().Concat(Pairs(Block("x-settings: &settings"))))
            if (!name.Contains("ConnectionStrings") && name is not ("Database__Provider" or "Security__RequireHttps" or "Security__KnownProxies__0"))
                site.Settings[name == "ASPNETCORE_ENVIRONMENT" ? "environment" : name.Replace("__", ":")] = value;
        await site.InitializeAsync();
        // With every setting of the containers; a verb listens nowhere
        var ran = await Ran.OnAsync(site, "migrate");
        ran.ExitCode.ShouldBe(0, ran.Errors);
    }

    private static async Task<Dictionary<string, string>> NodeOfScriptAsync()
    {
        // All of it but for what it does in the end
        var functions = Regex.Replace(await File.ReadAllTextAsync(Script), @"(?s)\ncase \$\{1:-\} in.*", "\nsettings_of node2\nexec env -0\n");
        var directory = Directory.CreateTempSubdirectory("textak-topology-");
        try
        {
            var start = new ProcessStartInfo("bash", ["-c", functions, Script]) { UseShellExecute = false, RedirectStandardOutput = true };
            start.Environment.Clear();
            start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
            start.Environment["TEXTAK_CLUSTER"] = directory.FullName;
            start.Environment["TEXTAK_SQLSERVER"] = "Server=somewhere";
            using var bash = Process.Start(start)!;
            var said = await bash.StandardOutput.ReadToEndAsync();
            await bash.WaitForExitAsync();
            bash.ExitCode.ShouldBe(0);
            return said.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
                .Where(pair => pair[0].Contains("__") || pair[0] is "Urls" or "ASPNETCORE_ENVIRONMENT").ToDictionary(pair => pair[0], pair => pair[1]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Shared() =>
        File.ReadLines(Path.Combine(Infra, "node.env")).Where(line => line.Contains('=') && !line.StartsWith('#'))
            .Select(line => line.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]));

    private static string DockerfileSays(string name) =>
        Regex.Match(File.ReadAllText(Path.Combine(Infra, "Dockerfile")), $@"{name}=(\S+)").Groups[1].Value;

    /// <summary>What stands indented under a line of compose.yaml.</summary>
    private static string Block(string head)
    {
        var depth = head.TakeWhile(c => c == ' ').Count();
        return string.Join('\n', Compose.Split('\n').SkipWhile(line => line != head).Skip(1).TakeWhile(line => line.Length == 0 || line.TakeWhile(c => c == ' ').Count() > depth));
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string block) =>
        Pair().Matches(block).Select(match => KeyValuePair.Create(match.Groups[1].Value, match.Groups[2].Value));

    [GeneratedRegex(@"(?m)^ +(\w+): (\S.*)$")]
    private static partial Regex Pair();
}
