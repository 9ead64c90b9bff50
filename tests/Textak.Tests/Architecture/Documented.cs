using System.Text.RegularExpressions;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Forecasts.Import;
using Textak.Web.Platform;

namespace Textak.Tests.Architecture;

/// <summary>README.md says what is there, and all of it.</summary>
public sealed partial class Documented
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(House.Root, "README.md"));

    [Fact]
    public void Every_setting_is_told_and_none_that_is_not_there()
    {
        var told = Rows("Configuration").SelectMany(row => Code().Matches(row[0]).Select(match => match.Groups[1].Value)).ToList();
        var ours = KnownSettings.Names.Select(name => name.TrimEnd('*').TrimEnd(':')).ToList();
        foreach (var setting in ours) Readme.ShouldContain($"{(setting.Split(':')[0] is "Import" or "Suspend" ? "`--" : "`")}{setting}");
        told.Except(ours).ShouldBe(["Urls", "OTEL_EXPORTER_OTLP_ENDPOINT", "Limits:*"], ignoreOrder: true);
    }

    [Fact]
    public void Every_verb_is_told()
    {
        var told = Rows("Commands").Select(row => Code().Match(row[0]).Groups[1].Value).ToList();
        foreach (var usage in new[] { "migrate", ImportVerb.Usage, AuditVerb.Usage }.Concat(UserVerbs.Usage.Split(" | ")))
            told.ShouldContain(usage.Split(" [")[0]);
    }

    [Fact]
    public void Every_row_of_what_dies_names_tests_that_are_there()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(House.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/")).Select(File.ReadAllText).ToList();
        var rows = Rows("What happens when ... dies").ToList();
        rows.Count.ShouldBeGreaterThan(8);
        foreach (var row in rows)
        {
            var named = Code().Matches(row[2]).Select(match => match.Groups[1].Value.Split('.')).ToList();
            named.ShouldNotBeEmpty(row[0]);
            foreach (var test in named)
                tests.ShouldContain(text => Regex.IsMatch(text, $@"\bclass {test[0]}\b") && Regex.IsMatch(text, $@"\[(Fact|Theory)\b[^;{{}}]*\b{test[1]}\("), string.Join('.', test));
        }
    }

    [Fact]
    public void Every_file_that_it_links_to_is_there()
    {
        var links = Link().Matches(Readme).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://")).ToList();
        links.Count.ShouldBeGreaterThan(5);
        links.Where(link => !Path.Exists(Path.Combine(House.Root, link))).ShouldBeEmpty();
    }

    /// <summary>The cells of a section's tables, but for their heads.</summary>
    private static IEnumerable<string[]> Rows(string section) =>
        Regex.Match(Readme, $@"(?ms)^## {Regex.Escape(section)}$(.*?)(?=^## |\z)").Groups[1].Value.Split('\n')
            .Where(line => line is ['|', ' ', ..]).Select(line => line.Trim('|', ' ').Split(" | ")).Where(cells => cells[0] is not ("setting" or "command" or "what"));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
