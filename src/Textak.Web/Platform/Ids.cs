using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Textak.Web.Platform;

/// <summary>Where ids come from when no client brought one.</summary>
public static class Ids
{
#pragma warning disable RS0030 // the edge itself
    public static Guid New() => Guid.NewGuid();
#pragma warning restore RS0030

    /// <summary>The id of one part of a command that is carried out in several: the same each time that the command is sent.</summary>
    public static Guid Of(Guid command, long part)
    {
        Span<byte> both = stackalloc byte[24];
        command.TryWriteBytes(both);
        BinaryPrimitives.WriteInt64BigEndian(both[16..], part);
        return new(SHA256.HashData(both).AsSpan(0, 16));
    }
}
