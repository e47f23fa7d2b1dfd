using Wasmill.Broker.Sources;

namespace Wasmill.Broker.Tests.Sources;

/// <summary>A source that does what a test tells it.</summary>
internal sealed class ScriptedSource(Func<SourceContext, CancellationToken, Task> run) : IEventSource
{
    public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs until it is stopped.</summary>
    public static Task IdleAsync(SourceContext context, CancellationToken stopped) => Task.Delay(Timeout.Infinite, stopped);

    public Task RunAsync(SourceContext context, CancellationToken cancellationToken) => run(context, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
