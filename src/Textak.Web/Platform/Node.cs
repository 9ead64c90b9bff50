using System.Globalization;

namespace Textak.Web.Platform;

/// <summary>This process among the equal ones that serve one board together: the section <c>Node</c> of the settings.</summary>
public sealed class Node
{
    private const int LongestDrain = 300;

    /// <exception cref="ConfigurationProblem">A setting can't be right.</exception>
    public Node(IConfiguration settings, IHostEnvironment environment)
    {
        Name = settings["Node:Name"] is { Length: > 0 } name ? name : $"{Environment.MachineName}-{Environment.ProcessId}";
        if (Name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))) throw new ConfigurationProblem($"Node:Name is \"{Name}\"; it must be one word.");
        Drain = settings["Node:Drain"] switch
        {
            // Whoever develops has one node, and doesn't wait for it to end
            null or "" => environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(10),
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestDrain => TimeSpan.FromSeconds(seconds),
            var text => throw new ConfigurationProblem($"Node:Drain is \"{text}\"; it must be a whole number of seconds, at most {LongestDrain}."),
        };
    }

    /// <summary>One word that no other node has: <c>Node:Name</c>, by default the machine and the process.</summary>
    public string Name { get; }

    /// <summary>How long a node that is told to stop gives its watchers to move: <c>Node:Drain</c>, in seconds.</summary>
    public TimeSpan Drain { get; }

    /// <summary>Whether it was told to stop: it takes no new sockets, and says that it isn't ready.</summary>
    public bool IsLeaving { get; private set; }

    public void Leave() => IsLeaving = true;
}

public static class NodeServices
{
    /// <summary>This node, and what it hears of the others.</summary>
    /// <exception cref="ConfigurationProblem">A setting can't be right.</exception>
    public static void AddNode(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new Node(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton<Bus>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Bus>());
    }
}
