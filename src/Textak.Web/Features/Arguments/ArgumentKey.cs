namespace Textak.Web.Features.Arguments;

/// <summary>An argument's number and its board's in one, as full-text searches give them: the board in the upper half.</summary>
internal static class ArgumentKey
{
    /// <summary>The weight of a board in a key, for what can't shift: as many arguments as there may be.</summary>
    public const long Boards = 1L << 32;

    public static long Of(long forecastId, long argumentId) => (forecastId << 32) | argumentId;

    public static long Board(long key) => key >> 32;

    public static long Argument(long key) => key & (Boards - 1);
}
