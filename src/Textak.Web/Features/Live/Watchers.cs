namespace Textak.Web.Features.Live;

/// <summary>How many watch, or at least how many.</summary>
/// <param name="AtLeast">Whether there may be more: the other nodes can't be heard.</param>
public readonly record struct Watchers(int Count, bool AtLeast);
