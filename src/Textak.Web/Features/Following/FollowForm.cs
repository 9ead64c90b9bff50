namespace Textak.Web.Features.Following;

/// <summary>The button with which one begins to follow, or ends it.</summary>
/// <param name="Handler">Where it goes: "board" or "author".</param>
/// <param name="Field">What names whom, and <paramref name="Value"/> who that is.</param>
public sealed record FollowForm(string Handler, string Field, string Value, bool Follows)
{
    /// <summary>What it is called in the list of all that one follows; null on its own page, which says it.</summary>
    public string? Listed { get; init; }

    public static FollowForm Board(string slug, bool follows) => new("board", "slug", slug, follows);

    public static FollowForm Author(string name, bool follows) => new("author", "name", name, follows);
}
