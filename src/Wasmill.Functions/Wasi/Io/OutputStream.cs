using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Io;

/// <summary>The resource <c>output-stream</c>. It takes everything at once, so that it is always ready and flushed.</summary>
internal abstract class OutputStream : IResource
{
    /// <summary>The number of bytes that <c>check-write</c> permits.</summary>
    public const int MostPermitted = 1 << 20;

    /// <inheritdoc />
    public static string TypeName => "output-stream";

    /// <summary>The number of bytes that the guest may write.</summary>
    public int Permit { get; set; }

    /// <summary>Writes bytes.</summary>
    /// <returns>The reason why they cannot be written; null if they were.</returns>
    public abstract IoError? Write(GuestCall call, ReadOnlySpan<byte> bytes);
}
