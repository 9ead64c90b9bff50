using System.IO.Compression;

namespace Textak.Web.Platform.Outward;

/// <summary>The body of an answer, with an end to what is sent and to what that may be blown up to.</summary>
internal static class Body
{
    private const int Chunk = 32 * 1024;

    /// <exception cref="OutwardProblem">It is longer, or packed in a way that was not asked for.</exception>
    public static async Task<byte[]> ReadAsync(HttpContent content, int mostSent, int mostBytes, CancellationToken stop)
    {
        if (content.Headers.ContentLength > mostSent) throw TooLong(mostSent);
        var sent = new Counted(await content.ReadAsStreamAsync(stop), mostSent);
        await using var unpacked = Unpack(sent, [.. content.Headers.ContentEncoding.Select(encoding => encoding.ToLowerInvariant())]);
        using var all = new MemoryStream();
        var buffer = new byte[Chunk];
        while (await unpacked.ReadAsync(buffer, stop) is > 0 and var read)
        {
            if (all.Length + read > mostBytes) throw TooLong(mostBytes);
            all.Write(buffer, 0, read);
        }
        return all.ToArray();
    }

    private static Stream Unpack(Stream sent, string[] encodings) => encodings switch
    {
        [] or ["identity"] => sent,
        ["gzip" or "x-gzip"] => new GZipStream(sent, CompressionMode.Decompress),
        ["deflate"] => new ZLibStream(sent, CompressionMode.Decompress),
        ["br"] => new BrotliStream(sent, CompressionMode.Decompress),
        // Packed twice, or in a way that was not asked for
        _ => throw new OutwardProblem($"It is packed as {string.Join(", ", encodings)}, which nobody asked for."),
    };

    private static OutwardProblem TooLong(int most) => new($"It is longer than {most / 1024} KB.");

    /// <summary>Counts what comes over the wire.</summary>
    private sealed class Counted(Stream inner, int most) : Stream
    {
        private long count;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await inner.ReadAsync(buffer, cancellationToken));

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int read) => (count += read) <= most ? read : throw TooLong(most);
    }
}
