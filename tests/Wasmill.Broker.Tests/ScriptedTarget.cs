using System.Collections.Concurrent;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests;

/// <summary>A target that does what a test tells it, and remembers what it was given.</summary>
internal sealed class ScriptedTarget(Func<DeliveryAttempt, CancellationToken, Task<DeliveryResult>> answer) : IEventTarget
{
    public static DeliveryResult Ok { get; } = new() { Verdict = DeliveryVerdict.Delivered, Status = 200 };

    public bool RunsInProcess { get; init; }

    public ConcurrentQueue<DeliveryAttempt> Attempts { get; } = new();

    public static ScriptedTarget Always(DeliveryResult result) => new((_, _) => Task.FromResult(result));

    public async ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        Attempts.Enqueue(attempt);
        return await answer(attempt, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
