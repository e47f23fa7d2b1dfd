using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Events;

namespace Wasmill.Broker.Ingress;

/// <summary>
/// Back-pressure for callers that can wait: the same batch is offered again until the broker has room, so that nothing is lost or
/// overtaken.
/// </summary>
public static class IngressPatience
{
    /// <summary>Offers events until they are stored or fail.</summary>
    /// <param name="ingress">Entry point of the broker.</param>
    /// <param name="batch">The events, at least one.</param>
    /// <param name="origin">Origin of the events.</param>
    /// <param name="time">Clock for the pauses.</param>
    /// <param name="onFull">Called before each pause.</param>
    /// <param name="cancellationToken">Cancels the wait. Refused events are not stored.</param>
    /// <returns>Any result except <see cref="AppendResult.Full"/>.</returns>
    public static ValueTask<AppendResult> OfferAsync(
        this IEventIngress ingress, IReadOnlyList<CloudEvent> batch, EventOrigin origin, TimeProvider time,
            Action<AppendResult.Full>? onFull,
        CancellationToken cancellationToken)
        => RepeatAsync(() => ingress.PublishAsync(batch, origin, cancellationToken), time, onFull, cancellationToken);

    /// <summary>Offers events as given until they are stored or fail.</summary>
    /// <param name="ingress">Entry point of the broker.</param>
    /// <param name="batch">The events, at least one.</param>
    /// <param name="origin">Origin of the events.</param>
    /// <param name="time">Clock for the pauses.</param>
    /// <param name="cancellationToken">Cancels the wait. Refused events are not stored.</param>
    /// <returns>Any result except <see cref="AppendResult.Full"/>.</returns>
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
