namespace Wasmill.Broker.Targets;

/// <summary>Classification of an attempt, per the Knative delivery specification.</summary>
public enum DeliveryVerdict
{
    /// <summary>The target accepted the event; replies, if any, are stored.</summary>
    Delivered,

    /// <summary>The target may accept the event later: no connection, timeout, 5xx, 408, 429.</summary>
    Retry,

    /// <summary>The target refused the event permanently: any other response.</summary>
    Refused,

    /// <summary>The target had no room (a full function queue). Does not count as an attempt; retried soon.</summary>
    Busy,

    /// <summary>
    /// The process crashed twice in a row while the event was in flight in an in-process target: no further retry.
    /// </summary>
    Crashed,
}
