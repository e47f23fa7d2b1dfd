using Wasmill.Broker.Records;
using Wasmill.Events.Http;

namespace Wasmill.Broker.Targets;

/// <summary>One attempt to deliver one event to one target on behalf of one trigger.</summary>
/// <param name="Event">The stored event.</param>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Number">1 for the first attempt.</param>
public sealed record DeliveryAttempt(StoredEvent Event, string Trigger, int Number)
{
    /// <summary>Content mode of the event; null if the target decides.</summary>
    /// <value>Default null.</value>
    public ContentMode? Format { get; init; }

    /// <summary>W3C trace context of the attempt in <c>traceparent</c> format; null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Value of the <c>tracestate</c> header, or null.</summary>
    public string? TraceState { get; init; }

    /// <summary>Indicates whether reply events are accepted. For a dead letter, only the status of the response counts.</summary>
    /// <value>Default true.</value>
    public bool WantsReply { get; init; } = true;
}
