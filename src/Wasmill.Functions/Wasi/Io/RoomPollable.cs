namespace Wasmill.Functions.Wasi.Io;

/// <summary>A pollable that is ready while a stream has room for more bytes, and when it is closed.</summary>
/// <param name="stream">The stream.</param>
internal sealed class RoomPollable(OutputStream stream) : Pollable
{
    // Never null: the room may have come between two questions, and without a task the guest would wait for its deadline.
    /// <inheritdoc />
    public override Task? Completion => stream.Drained ?? Task.CompletedTask;
}
