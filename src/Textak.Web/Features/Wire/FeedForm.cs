using Textak.Web.Features.Live;

namespace Textak.Web.Features.Wire;

/// <summary>The fields of a feed with what is wrong with them.</summary>
public sealed record FeedForm(TypedFeed Typed, Refusal? Refusal)
{
    public string? Error(string field) => Refusal is { } refusal && refusal.Field == field ? refusal.Message : null;
}
