namespace Wasmill.Broker.History.Journal;

/// <summary>The progress of one delivery.</summary>
public enum DeliveryState
{
    /// <summary>No attempt has ended yet.</summary>
    Pending = 0,

    /// <summary>An attempt failed; another follows.</summary>
    Retrying,

    /// <summary>Final: the target has the event.</summary>
    Delivered,

    /// <summary>Final: undeliverable; the event is a dead letter.</summary>
    GivenUp,
}
