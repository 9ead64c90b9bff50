using System.Collections.Concurrent;
using System.Text.Json;
using Textak.Tests.Live;
using Textak.Web.Features.Live;

namespace Textak.Tests.Cluster;

/// <summary>SignalR's words, as they are on the wire: https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md.</summary>
internal static class Messages
{
    public const char End = '\u001e';
    public const string Hello = """{"protocol":"json","version":1}""", Ping = """{"type":6}""";
    private const int MostKept = 2000;

    private static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    // A node tells all of its watchers the same
    private static readonly ConcurrentDictionary<string, Message> Kept = [];

    public static string Call(long id, string method, string slug, long afterSeq) => FormattableString.Invariant(
        $$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":["{{slug}}",{{afterSeq}}]}""");

    public static Message Read(string text)
    {
        if (Kept.Count > MostKept) Kept.Clear();
        return Kept.GetOrAdd(text, Parse);
    }

    public static Frame ReadFrame(string text) => JsonSerializer.Deserialize<Frame>(text, Web)!;

    private static Message Parse(string text)
    {
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        return new(
            root.TryGetProperty("type", out var type) ? type.GetInt32() : 0,
            root.TryGetProperty("target", out var target) ? target.GetString() : null,
            root.TryGetProperty("invocationId", out var id) ? long.Parse(id.GetString()!, null) : 0,
            root.TryGetProperty("result", out var result) ? result.Deserialize<Frame>(Web)
                : target.ValueKind == JsonValueKind.String && Unpacked.Methods.Contains(target.GetString()) ? Unpacked.Read(root.GetProperty("arguments")[0]) : null,
            target.ValueKind == JsonValueKind.String && target.GetString() == "Move" ? root.GetProperty("arguments")[0].GetInt32() : 0,
            root.TryGetProperty("error", out var error) ? error.GetString() : null);
    }
}

/// <param name="Type">1 a call, 3 an answer, 6 a ping, 7 the end, 0 the answer to hello.</param>
/// <param name="Within">Of Move: milliseconds.</param>
internal sealed record Message(int Type, string? Target, long Id, Frame? Frame, int Within, string? Error);
