using System.IO.Compression;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Primitives;

namespace Wasmill.Web.Bodies;

// Tested by: BodyTests
/// <summary>The supported compressions of request bodies.</summary>
internal static class ContentCodings
{
    /// <summary>The names of the compressions for the response header <c>Accept-Encoding</c>.</summary>
    public const string Accepted = "gzip, deflate";

    /// <summary>Parses a <c>Content-Encoding</c>. A single coding is supported; a chain of several is not.</summary>
    public static bool TryParse(StringValues header, out ContentCoding coding)
    {
        coding = ContentCoding.Identity;
        if (header.Count == 0)
            return true;
        ContentCoding? known = header.ToString().ToLowerInvariant() switch
        {
            "" or "identity" => ContentCoding.Identity,
            "gzip" or "x-gzip" => ContentCoding.Gzip,
            "deflate" => ContentCoding.Deflate,
            _ => null,
        };
        coding = known ?? ContentCoding.Identity;
        return known is not null;
    }

    /// <summary>
    /// Opens compressed bytes for decompression. Reading throws <see cref="InvalidDataException"/> if they are not valid or truncated.
    /// </summary>
    public static Stream Open(ContentCoding coding, ReadOnlyMemory<byte> bytes)
    {
        if (!MemoryMarshal.TryGetArray(bytes, out var array))
            throw new ArgumentException("the bytes must be backed by an array", nameof(bytes));
        var compressed = new MemoryStream(array.Array!, array.Offset, array.Count, writable: false);
        if (coding == ContentCoding.Gzip)
            return new GZipStream(compressed, CompressionMode.Decompress);
        // "deflate" means the zlib format, but some clients send the raw stream without the zlib header.
        return HasZlibHeader(bytes.Span)
            ? new ZLibStream(compressed, CompressionMode.Decompress)
            : new DeflateStream(compressed, CompressionMode.Decompress);
    }

    // RFC 1950, 2.2: the method is 8, and the two bytes as a number are a multiple of 31.
    private static bool HasZlibHeader(ReadOnlySpan<byte> bytes)
        => bytes.Length >= 2 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) | bytes[1]) % 31 == 0;
}
