namespace Textak.Web.Features.Signals;

/// <summary>Which way a piece of news points.</summary>
public enum Direction { Neutral, For, Against }

public static class Directions
{
    /// <summary>"for", "against", "neutral".</summary>
    public static string Word(this Direction direction) => direction.ToString().ToLowerInvariant();

    /// <returns>The direction of that name, as forms send it; null where there is none.</returns>
    public static Direction? Read(string? word) => Enum.GetValues<Direction>().Where(one => string.Equals(one.ToString(), word?.Trim(), StringComparison.OrdinalIgnoreCase)).Select(one => (Direction?)one).FirstOrDefault();
}
