namespace Textak.Web.Platform;

/// <summary>Every setting of the program's own. One that is misspelt would be ignored in silence: here it stops the start.</summary>
public static class KnownSettings
{
    /// <summary>Their names, * for a number in a list. The section <c>Limits</c> knows its own.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "ConnectionStrings:Redis", "ConnectionStrings:Textak", "Database:Provider", "Database:SqlServer:MaxBatchSize", "Import:Category", "Mail:Folder",
        "Mail:From", "Mail:Host", "Mail:Password", "Mail:Port", "Mail:Security", "Mail:User", "Node:Drain",
        "Node:Name", "Redis:Prefix", "Security:KeyCertificate", "Security:KeyCertificatePassword", "Security:KnownProxies:*", "Security:ReachLoopback", "Security:RequireHttps",
        "Seeds:Load", "Suspend:Days", "Telemetry:MetricsUrl", "Textak:Address", "Textak:DataDirectory",
    ];

    /// <exception cref="ConfigurationProblem">A section of ours holds a setting that nobody reads.</exception>
    public static void RefuseUnknownSettings(this WebApplicationBuilder builder)
    {
        foreach (var section in Names.ToLookup(name => name.Split(':')[0]))
            if (Leaves(builder.Configuration.GetSection(section.Key)).FirstOrDefault(leaf => !section.Any(name => Fits(leaf, name))) is { } unknown)
                throw new ConfigurationProblem($"There is no setting {unknown}; there is {string.Join(", ", section)}.");
    }

    // An environment variable that is called like a section is somebody else's
    private static IEnumerable<string> Leaves(IConfigurationSection section) =>
        section.AsEnumerable().Where(entry => entry.Value is { Length: > 0 } && entry.Key.Contains(':', StringComparison.Ordinal)).Select(entry => entry.Key);

    // Where a platform hands over connection strings, each brings the name of its kind along
    private static bool Fits(string leaf, string name) =>
        leaf.Equals(name, StringComparison.OrdinalIgnoreCase)
        || leaf.Equals($"{name}_ProviderName", StringComparison.OrdinalIgnoreCase)
        || (name.EndsWith('*') && leaf.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase) && leaf[(name.Length - 1)..].All(char.IsAsciiDigit));
}
