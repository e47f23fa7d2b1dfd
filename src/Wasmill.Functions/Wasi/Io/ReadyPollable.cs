using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Wasi.Io;

/// <summary>A pollable that is ready.</summary>
internal sealed class ReadyPollable : Pollable
{
    /// <inheritdoc />
    public override bool IsReady(GuestCall call) => true;
}
