using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Wasi.Io;

/// <summary>The standard output or standard error as a stream: it writes to the log of the function.</summary>
/// <param name="stream">Which of them.</param>
internal sealed class LogStream(FunctionLogStream stream) : OutputStream
{
    /// <inheritdoc />
    public override IoError? Write(GuestCall call, ReadOnlySpan<byte> bytes)
    {
        call.WriteOutput(stream, bytes);
        return null;
    }
}
