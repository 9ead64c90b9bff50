using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

/// <summary>Who calls, and under which id their command is remembered.</summary>
/// <param name="CommandId">The Idempotency-Key that the program sent, or one that nobody will send again.</param>
public sealed record Caller(Viewer Viewer, bool Administers, Guid CommandId, HttpContext Http)
{
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>The account; an operation that needs one is not called without.</summary>
    public long Me => Viewer.Id!.Value;
    public CancellationToken Stop => Http.RequestAborted;

    public static ValueTask<Caller?> BindAsync(HttpContext http) =>
        ValueTask.FromResult<Caller?>(new(Viewer.From(http.User), http.User.IsInRole(Roles.Admin), Key(http.Request.Headers[KeyHeader]), http));

    /// <summary>Of the operation, its address and the body, where the program sent a key; null where it sent none.</summary>
    public int? Digest
    {
        get
        {
            if (!Http.Request.Headers.ContainsKey(KeyHeader)) return null;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Http.Request.Method} {Http.Request.Path} "));
            hash.AppendData(Http.Features.Get<SentBody>()?.Json ?? []);
            return BinaryPrimitives.ReadInt32BigEndian(hash.GetHashAndReset());
        }
    }

    private static Guid Key(string? typed)
    {
        if (string.IsNullOrEmpty(typed)) return Ids.New();
        // The draft writes it as a string of a structured field
        var text = typed is ['"', .., '"'] ? typed[1..^1] : typed;
        return Guid.TryParseExact(text, "D", out var key) && key != Guid.Empty ? key : throw new Misread(KeyHeader, "An Idempotency-Key is a UUID that the program made, other than zero.");
    }
}
