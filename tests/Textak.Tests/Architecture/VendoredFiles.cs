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
}
