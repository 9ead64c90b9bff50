using System.Runtime.CompilerServices;

namespace Textak.Tests;

/// <summary>The program as it is deployed: where <c>TEXTAK_PROGRAM</c> says that it was published, or else as it was built beside the tests.</summary>
internal static class Published
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("TEXTAK_PROGRAM") is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    public static string Program { get; } = Path.Combine(Folder, "Textak.Web.dll");

    /// <summary>What a test starts lives for seconds: it would not get back what it costs to compile once more what it calls often.</summary>
    [ModuleInitializer]
    internal static void CompileOnce() => Environment.SetEnvironmentVariable("DOTNET_TC_CallCounting", "0");
}
