using Wasmill.Functions.Calls;
using Wasmill.Functions.Wasi.Http.Resources;
using Wasmill.Functions.Wasi.Io;

namespace Wasmill.Functions.Wasi.Http.Messages;

/// <summary>The stream of an outgoing body.</summary>
/// <param name="body">The body.</param>
internal sealed class BodyStream(OutgoingBody body) : OutputStream
{
    /// <inheritdoc />
    public override Task? Drained => body.Drained;

    /// <inheritdoc />
    public override bool IsClosed => body.IsClosed;

    /// <inheritdoc />
    public override IoError? Write(GuestCall call, ReadOnlySpan<byte> bytes)
        => body.Append(call, bytes) is { } failure ? new HttpStreamError(failure) : null;
}
