using System.Security.Cryptography;
using System.Text.Json;

namespace Textak.Tests.Architecture;

/// <summary>What we took from others is exactly what the manifest says, and nothing else is there.</summary>
public sealed class VendoredFiles
{
    private static readonly string Lib = Path.Combine(House.Root, "src", "Textak.Web", "wwwroot", "lib");

    [Fact]
    public void Each_file_is_the_one_in_the_manifest()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Lib, "manifest.json")));
        var listed = new List<string> { "manifest.json" };
        foreach (var package in manifest.RootElement.GetProperty("packages").EnumerateArray())
        {
            foreach (var about in (string[])["name", "version", "licence"])
                package.GetProperty(about).GetString().ShouldNotBeNullOrWhiteSpace();
            foreach (var file in package.GetProperty("files").EnumerateArray())
            {
                var path = file.GetProperty("path").GetString()!;
                listed.Add(path);
                Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Lib, path)))).ShouldBe(file.GetProperty("sha256").GetString(), path);
            }
        }
        var there = Directory.EnumerateFiles(Lib, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Lib, file).Replace('\\', '/'));
        there.ShouldBe(listed, ignoreOrder: true);
    }

    [Fact]
    public void Fonts_are_asked_for_with_their_version_as_browsers_keep_them_for_good()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Lib, "manifest.json")));
        var expected =
            from package in manifest.RootElement.GetProperty("packages").EnumerateArray()
            from file in package.GetProperty("files").EnumerateArray()
            let path = file.GetProperty("path").GetString()!
            where path.EndsWith(".woff2", StringComparison.Ordinal)
            select $"lib/{path}?{package.GetProperty("version").GetString()}";
        var (style, head) = (Text("wwwroot/css/textak.css"), Text("Features/Shared/_Fonts.cshtml"));
        Fonts(style).ShouldBe(expected, ignoreOrder: true);
        Fonts(head).ShouldNotBeEmpty();
        Fonts(head).ShouldBeSubsetOf(expected);
    }

    private static string Text(string path) => House.Sources.Single(s => s.Path == $"src/Textak.Web/{path}").Text;

    private static IEnumerable<string> Fonts(string text) =>
        System.Text.RegularExpressions.Regex.Matches(text, @"lib/[\w/-]+\.woff2(\?[\w.]+)?").Select(match => match.Value);
}
