using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Arguments;

/// <summary>One column of the board.</summary>
public sealed record SideModel(BoardModel Page, Side Side)
{
    public string Name { get; } = Side == Side.For ? "for" : "against";
    public int Count { get; } = Side == Side.For ? Page.Board.Numbers.For : Page.Board.Numbers.Against;
    public IReadOnlyList<ArgumentView> Cards { get; } = [.. Page.Board.Arguments.Where(a => a.Side == Side)];

    /// <summary>Whether there are more than those.</summary>
    public bool HasMore { get; } = Page.Board.More.Contains(Side);

    /// <summary>What was typed on this side and came back with an error.</summary>
    public PostArgument? Typed => string.Equals(Page.TypedArgument?.Side, Name, StringComparison.OrdinalIgnoreCase) ? Page.TypedArgument : null;
}
