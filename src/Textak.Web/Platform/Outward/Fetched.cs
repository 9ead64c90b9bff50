using System.Net;

namespace Textak.Web.Platform.Outward;

/// <summary>What came back for an address.</summary>
/// <param name="Address">Where it came from, after all redirects.</param>
/// <param name="Body">Decompressed; empty unless it is new (200).</param>
/// <param name="Charset">As the header names it; null where it doesn't.</param>
/// <param name="RetryAfter">How long the server asks to be left alone.</param>
/// <param name="Fresh">How long the server says that this holds.</param>
public sealed record Fetched(
    HttpStatusCode Status, Uri Address, byte[] Body, string? Charset, string? ETag, string? LastModified, TimeSpan? RetryAfter, TimeSpan? Fresh)
{
    /// <summary>Whether the address was said to have moved for good.</summary>
    public bool HasMoved { get; init; }
}
