using Wasmill.Events;

namespace Wasmill.Broker.Transforms;

/// <summary>
/// A function from one event to some events, in process. It is the same behind a trigger (<see cref="TransformTarget"/>), on the command
/// line and in a test. Safe for use by
/// many callers at once.
/// </summary>
public interface IEventTransform : IAsyncDisposable
{
    /// <summary>Transforms an event.</summary>
    /// <param name="input">The event.</param>
    /// <param name="context">What is known of it besides.</param>
    /// <param name="cancellationToken">Fires at the trigger's timeout and when the broker stops.</param>
    /// <returns>
    /// The events that it makes, in order; none drops the event. One with an empty <see cref="CloudEvent.Id"/> gets an id of the broker
    /// that a repeated delivery repeats; one
    /// without a time gets the present one.
    /// </returns>
    /// <exception cref="TransformException">The event cannot be transformed.</exception>
    ValueTask<IReadOnlyList<CloudEvent>> TransformAsync(CloudEvent input, TransformContext context, CancellationToken cancellationToken);
}
