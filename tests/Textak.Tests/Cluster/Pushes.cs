using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster;

/// <summary>
/// What one connection was sent. Nothing is lost between a node and a socket that stays open: each push begins where the
/// one before ended, and the first not after the end of what was asked for on joining.
/// </summary>
internal sealed class Pushes
{
    private long? first, last, joined;

    /// <returns>What is wrong, or null.</returns>
    public string? Pushed(Frame frame)
    {
        var gap = last is { } before && frame.From != before ? $"pushed {frame.From} to {frame.To} after {before}" : null;
        if (frame.To < frame.From) gap = $"pushed {frame.From} to {frame.To}";
        last = frame.To;
        first ??= frame.From;
        return gap ?? (joined is not null && first == frame.From ? Late() : null);
    }

    /// <inheritdoc cref="Pushed"/>
    public string? Answered(Frame frame)
    {
        if (joined is not null) return null;
        joined = frame.Reload ? frame.Head : frame.To;
        return Late();
    }

    private string? Late() => first > joined ? $"joined at {joined}, and the first that was pushed began at {first}" : null;
}
