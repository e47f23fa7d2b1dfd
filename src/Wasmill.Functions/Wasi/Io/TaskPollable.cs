namespace Wasmill.Functions.Wasi.Io;

/// <summary>A pollable that is ready when a task has completed.</summary>
/// <param name="task">The task.</param>
internal sealed class TaskPollable(Task task) : Pollable
{
    /// <inheritdoc />
    public override Task? Completion => task;
}
