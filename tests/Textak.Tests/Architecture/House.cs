using System.Reflection;

namespace Textak.Tests.Architecture;

/// <summary>The house as the checks see it: its files and its assemblies.</summary>
internal static class House
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static Assembly Web { get; } = typeof(Program).Assembly;

    /// <summary>What people wrote under src: path from the root, with / between, and text.</summary>
    public static IReadOnlyList<(string Path, string Text)> Sources { get; } = [..
        from file in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where Path.GetExtension(path) is ".cs" or ".cshtml" or ".razor" or ".css" or ".js" or ".csproj"
        where !path.Contains("/obj/") && !path.Contains("/bin/") && !path.Contains("/Migrations/") && !path.Contains("/wwwroot/lib/") && !path.Contains("/wwwroot/dist/")
        select (path, File.ReadAllText(file))];

    /// <summary>The types that we wrote, without what the compilers add.</summary>
    public static IEnumerable<Type> Types => Web.GetTypes().Where(type =>
        type.Namespace?.StartsWith("Textak", StringComparison.Ordinal) == true && !type.IsNested && !type.Name.Contains('<'));

    /// <summary>The outermost types whose code makes a new T.</summary>
    public static IEnumerable<string> MakersOf<T>()
    {
        var constructors = typeof(T).GetConstructors(Everything).Select(constructor => constructor.MetadataToken).ToHashSet();
        return Web.GetTypes().Where(type => Methods(type).Any(method => Makes(method, constructors))).Select(type => Outermost(type).Name).Distinct();
    }

    private const BindingFlags Everything = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static IEnumerable<MethodBase> Methods(Type type) => [.. type.GetMethods(Everything), .. type.GetConstructors(Everything)];

    // newobj is 0x73, followed by the constructor's token
    private static bool Makes(MethodBase method, HashSet<int> constructors) =>
        method.GetMethodBody()?.GetILAsByteArray() is { } code
        && Enumerable.Range(0, Math.Max(0, code.Length - 4)).Any(i => code[i] == 0x73 && constructors.Contains(BitConverter.ToInt32(code, i + 1)));

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "Textak.sln")) ? directory
        : Find(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("These tests run inside the repository."));
}
