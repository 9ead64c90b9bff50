namespace Textak.Web.Features.Arguments;

/// <summary>Which way an argument pulls.</summary>
public enum Side { For, Against }

public static class Sides
{
    /// <summary>The way that a rebuttal pulls.</summary>
    public static Side Opposite(this Side side) => side == Side.For ? Side.Against : Side.For;

    /// <summary>"for" or "against".</summary>
    public static string Word(this Side side) => side == Side.For ? "for" : "against";
}
