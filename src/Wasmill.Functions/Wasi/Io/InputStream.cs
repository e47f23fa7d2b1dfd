using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Io;

/// <summary>The resource <c>input-stream</c>: bytes that are here.</summary>
/// <param name="content">The bytes.</param>
internal sealed class InputStream(ReadOnlyMemory<byte> content) : IResource
{
    private ReadOnlyMemory<byte> _left = content;

    /// <inheritdoc />
    public static string TypeName => "input-stream";

    /// <summary>Indicates whether all bytes were read.</summary>
    public bool IsEnded => _left.IsEmpty;

    /// <summary>Reads the next bytes.</summary>
    /// <param name="limit">The maximum number of bytes.</param>
    public ReadOnlySpan<byte> Read(ulong limit)
    {
        var count = (int)Math.Min(limit, (ulong)_left.Length);
        var bytes = _left.Span[..count];
        _left = _left[count..];
        return bytes;
    }
}
