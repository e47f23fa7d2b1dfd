namespace Wasmill.Broker.Targets;

/// <summary>Classification of an attempt, per the Knative delivery specification.</summary>
public enum DeliveryVerdict
{
    /// <summary>The target took the event; replies, if any, are to be stored.</summary>
    Delivered,

    /// <summary>The target did not take it and may do so later: no connection, time-out, 5xx, 408, 429.</summary>
    Retry,

    /// <summary>The target refused it for good: any other answer.</summary>
    Refused,

    /// <summary>The target had no room to try (a full function queue). Not an attempt: it does not count and is tried again soon.</summary>
    Busy,

    /// <summary>
    /// The process ended twice in a row while the event was in flight in the target, which runs in the process: it was not tried again.
    /// </summary>
    Crashed,
}
