using System.Collections.Concurrent;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests.Delivery;

/// <summary>A batch target that remembers its calls and answers as a test tells it.</summary>
internal sealed class RecordingBatchTarget(
    int largest, Func<IReadOnlyList<DeliveryAttempt>, CancellationToken, Task<IReadOnlyList<DeliveryResult>>> answer) : IBatchTarget
{
    public int LargestBatch => largest;

    public bool RunsInProcess { get; init; }

    /// <summary>The calls in the order in which they began, single events included.</summary>
    public ConcurrentQueue<IReadOnlyList<DeliveryAttempt>> Calls { get; } = [];

    /// <summary>The events of all calls.</summary>
    public IEnumerable<DeliveryAttempt> Attempts => Calls.SelectMany(call => call);

    /// <summary>A target that answers for each event by itself.</summary>
    public static RecordingBatchTarget Each(int largest, Func<DeliveryAttempt, DeliveryResult> answer)
        => new(largest, (attempts, _) => Task.FromResult<IReadOnlyList<DeliveryResult>>([.. attempts.Select(answer)]));

    public async ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        Calls.Enqueue([attempt]);
        return (await answer([attempt], cancellationToken))[0];
    }

    public async ValueTask<IReadOnlyList<DeliveryResult>> DeliverBatchAsync(IReadOnlyList<DeliveryAttempt> attempts,
        CancellationToken cancellationToken)
    {
        // The list is the broker's.
        Calls.Enqueue([.. attempts]);
        return await answer(attempts, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
