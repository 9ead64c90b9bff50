using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Textak.Web.Features.Live;

/// <summary>
/// What is bulky in a board's frame, named as there: packed once for all sockets, since what a crowd costs are bytes. A crowded second's frame has
/// three to seven times as many of them otherwise.
/// </summary>
internal sealed record Parts(
    IReadOnlyList<Card> Cards, IReadOnlyList<string> Signals, IReadOnlyList<Point> Points, IReadOnlyList<string> Activity,
    string? Standing, string? Criteria, string? Crux)
{
    // What is shorter gains less than opening it costs
    private const int Least = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same frame with its parts packed, or null where they are short, or it is the feed's.</summary>
    public static Frame? Pack(Frame frame)
    {
        var parts = JsonSerializer.SerializeToUtf8Bytes(
            new Parts(frame.Cards, frame.Signals, frame.Points, frame.Activity, frame.Standing, frame.Criteria, frame.Crux), Json);
        if (parts.Length < Least) return null;
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal)) deflate.Write(parts);
        return frame with { Packed = packed.ToArray(), Cards = [], Signals = [], Points = [], Activity = [], Standing = null, Criteria = null, Crux = null };
    }
}
