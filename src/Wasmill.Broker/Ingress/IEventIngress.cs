using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Events;

namespace Wasmill.Broker.Ingress;

/// <summary>The one way into a broker for everything that gives events. Safe for use by many callers at once.</summary>
public interface IEventIngress
{
    /// <summary>Takes events from outside, all or none, in order.</summary>
    /// <param name="batch">The events, at least one.</param>
    /// <param name="origin">What gives them.</param>
    /// <param name="cancellationToken">Abandons the wait; the events may or may not be stored then.</param>
    /// <returns>What became of them. <see cref="AppendResult.Full"/> asks for a pause; <see cref="IngressPatience"/> makes it.</returns>
    ValueTask<AppendResult> PublishAsync(IReadOnlyList<CloudEvent> batch, EventOrigin origin, CancellationToken cancellationToken);

    /// <summary>Takes events as they are given, for a single trigger when they say so, all or none, in order.</summary>
    /// <param name="batch">The events, at least one.</param>
    /// <param name="origin">What gives them.</param>
    /// <param name="cancellationToken">Abandons the wait; the events may or may not be stored then.</param>
    /// <returns>What became of them.</returns>
    ValueTask<AppendResult> PublishAsync(IReadOnlyList<NewEvent> batch, EventOrigin origin, CancellationToken cancellationToken);
}
