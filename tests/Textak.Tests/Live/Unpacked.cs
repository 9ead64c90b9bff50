using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Textak.Web.Features.Live;

namespace Textak.Tests.Live;

/// <summary>Frames as a page takes them in: with their parts, which are packed where they are long.</summary>
internal static class Unpacked
{
    /// <summary>The hub's methods that bring one, packed or not.</summary>
    public static readonly string[] Methods = ["Frame", "Packed"];

    /// <summary>Puts the parts into their places.</summary>
    public static JsonObject Unpack(this JsonObject frame)
    {
        if (frame["packed"] is not { } packed) return frame; // one that was short
        frame.Remove("packed");
        using var parts = new DeflateStream(new MemoryStream(Convert.FromBase64String(packed.GetValue<string>())), CompressionMode.Decompress);
        foreach (var (name, part) in JsonNode.Parse(parts)!.AsObject()) frame[name] = part?.DeepClone();
        return frame;
    }

    public static Frame Read(JsonElement frame) => JsonObject.Create(frame)!.Unpack().Deserialize<Frame>(JsonSerializerOptions.Web)!;
}
