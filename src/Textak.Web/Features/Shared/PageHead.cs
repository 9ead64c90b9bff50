namespace Textak.Web.Features.Shared;

/// <summary>What programs read of a page: search engines, feed readers, and whatever shows it where somebody passes it on.</summary>
/// <param name="Canonical">Path and query under which the page is known, where they aren't what was asked for without its query.</param>
public sealed record PageHead(string? Canonical = null)
{
    /// <summary>How it is shown where somebody passes it on; null where it has nothing of its own to show.</summary>
    public Passed? Passed { get; init; }

    /// <summary>What the page is, in a sentence, where it isn't passed on; null where its title says it.</summary>
    public string? Description { get; init; }

    /// <summary>A feed of what the page is about: its path, and what it is called.</summary>
    public (string Path, string Title)? Feed { get; init; }
}

/// <summary>A page as others show it.</summary>
/// <param name="Picture">The path of a picture of 1200 by 630, and <paramref name="Says"/> what it shows, in words.</param>
public sealed record Passed(string Title, string Description, string Picture, string Says);
