using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Io;

/// <summary>The resource <c>output-stream</c>. What it has taken counts as flushed: nobody has to ask for it to go on.</summary>
internal abstract class OutputStream : IResource
{
    /// <summary>The number of bytes that <c>check-write</c> permits.</summary>
    public const int MostPermitted = 1 << 20;

    /// <inheritdoc />
    public static string TypeName => "output-stream";

    /// <summary>The number of bytes that the guest may write.</summary>
    public int Permit { get; set; }

    /// <summary>Completes when there is room for more bytes; null if there is.</summary>
    public virtual Task? Drained => null;

    /// <summary>Indicates whether the other end wants no more bytes.</summary>
    public virtual bool IsClosed => false;

    /// <summary>A pollable that is ready while there is room.</summary>
    public Pollable Room => field ??= new RoomPollable(this);

    /// <summary>Writes bytes, whether there is room or not.</summary>
    /// <returns>The reason why they cannot be written; null if they were.</returns>
    public abstract IoError? Write(GuestCall call, ReadOnlySpan<byte> bytes);
}
