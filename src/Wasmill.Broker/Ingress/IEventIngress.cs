using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Events;

namespace Wasmill.Broker.Ingress;

/// <summary>The entry point of a broker for all origins of events. Thread-safe.</summary>
public interface IEventIngress
{
    /// <summary>Stores external events, all or none, in order.</summary>
    /// <param name="batch">The events, at least one.</param>
    /// <param name="origin">Origin of the events.</param>
    /// <param name="cancellationToken">Cancels the wait; the events may or may not be stored.</param>
    /// <returns>The result. <see cref="AppendResult.Full"/> requests a pause; <see cref="IngressPatience"/> makes it.</returns>
    ValueTask<AppendResult> PublishAsync(IReadOnlyList<CloudEvent> batch, EventOrigin origin, CancellationToken cancellationToken);

    /// <summary>Stores events as given, including their audience, all or none, in order.</summary>
    /// <param name="batch">The events, at least one.</param>
    /// <param name="origin">Origin of the events.</param>
    /// <param name="cancellationToken">Cancels the wait; the events may or may not be stored.</param>
    /// <returns>The result.</returns>
    ValueTask<AppendResult> PublishAsync(IReadOnlyList<NewEvent> batch, EventOrigin origin, CancellationToken cancellationToken);
}
