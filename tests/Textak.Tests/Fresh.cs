using Textak.Web.Platform;

namespace Textak.Tests;

/// <summary>Names that nothing else on the site has.</summary>
internal static class Fresh
{
    public static string Name(string start = "Person") => $"{start} {Ids.New():N}"[..(start.Length + 9)];

    public static string Slug() => $"q-{Ids.New():N}"[..12];
}
