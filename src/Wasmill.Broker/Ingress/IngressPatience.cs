using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Events;

namespace Wasmill.Broker.Ingress;

/// <summary>
/// Back-pressure for callers that can wait: the same batch is offered again until the broker has room, so that nothing is lost and nothing
/// overtakes it.
/// </summary>
public static class IngressPatience
{
    /// <summary>Offers events until they are stored, or cannot be.</summary>
    /// <param name="ingress">The way into the broker.</param>
    /// <param name="batch">The events, at least one.</param>
    /// <param name="origin">What gives them.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="onFull">Told before each pause.</param>
    /// <param name="cancellationToken">Ends the wait. What was refused until then is not stored.</param>
    /// <returns>Every result but <see cref="AppendResult.Full"/>.</returns>
    public static ValueTask<AppendResult> OfferAsync(
        this IEventIngress ingress, IReadOnlyList<CloudEvent> batch, EventOrigin origin, TimeProvider time,
            Action<AppendResult.Full>? onFull,
        CancellationToken cancellationToken)
        => RepeatAsync(() => ingress.PublishAsync(batch, origin, cancellationToken), time, onFull, cancellationToken);

    /// <summary>Offers events as they are given until they are stored, or cannot be.</summary>
    /// <param name="ingress">The way into the broker.</param>
    /// <param name="batch">The events, at least one.</param>
    /// <param name="origin">What gives them.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="cancellationToken">Ends the wait. What was refused until then is not stored.</param>
    /// <returns>Every result but <see cref="AppendResult.Full"/>.</returns>
    public static ValueTask<AppendResult> OfferAsync(
        this IEventIngress ingress, IReadOnlyList<NewEvent> batch, EventOrigin origin, TimeProvider time,
            CancellationToken cancellationToken)
        => RepeatAsync(() => ingress.PublishAsync(batch, origin, cancellationToken), time, null, cancellationToken);

    private static async ValueTask<AppendResult> RepeatAsync(
        Func<ValueTask<AppendResult>> offer, TimeProvider time, Action<AppendResult.Full>? onFull, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await offer();
            if (result is not AppendResult.Full full)
                return result;
            onFull?.Invoke(full);
            await Task.Delay(full.RetryAfter, time, cancellationToken);
        }
    }
}
