namespace Wasmill.Broker.Ingress;

/// <summary>Kinds of event origins.</summary>
public enum OriginKind
{
    /// <summary>A request of a producer, <c>send-event</c> included.</summary>
    Http = 0,

    /// <summary>A source of the flow.</summary>
    Source,

    /// <summary>A replay of stored events for one trigger.</summary>
    Replay,

    /// <summary>Redelivered dead letters.</summary>
    DeadLetters,
}
