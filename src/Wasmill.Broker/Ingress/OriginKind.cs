namespace Wasmill.Broker.Ingress;

/// <summary>Ways by which events come into a broker.</summary>
public enum OriginKind
{
    /// <summary>A request of a producer, <c>send-event</c> included.</summary>
    Http = 0,

    /// <summary>A source of the flow.</summary>
    Source,

    /// <summary>A replay of stored events for one trigger.</summary>
    Replay,

    /// <summary>Dead letters that are sent again.</summary>
    DeadLetters,
}
