using Wasmill.Events;

namespace Wasmill.Broker.Transforms;

/// <summary>
/// An in-process function from one event to several events. It behaves the same behind a trigger (<see cref="TransformTarget"/>), on the
/// command line and in a test. Thread-safe.
/// </summary>
public interface IEventTransform : IAsyncDisposable
{
    /// <summary>Transforms an event.</summary>
    /// <param name="input">The event.</param>
    /// <param name="context">Delivery data of the event.</param>
    /// <param name="cancellationToken">Fires at the trigger's timeout and when the broker stops.</param>
    /// <returns>
    /// The new events, in order; none drops the event. An empty <see cref="CloudEvent.Id"/> is replaced by a derived ID that is the same
    /// for each redelivery; a missing time by the current time.
    /// </returns>
    /// <exception cref="TransformException">The event cannot be transformed.</exception>
    ValueTask<IReadOnlyList<CloudEvent>> TransformAsync(CloudEvent input, TransformContext context, CancellationToken cancellationToken);
}
