using Wasmill.Broker.Targets;

namespace Wasmill.Connectors.CloudEvents;

/// <summary>Maps HTTP statuses to delivery verdicts (Knative data plane specification, "Event Delivery").</summary>
internal static class StatusTable
{
    /// <summary>Returns the verdict. Redirects are never followed: a GET elsewhere would lose the event.</summary>
    public static DeliveryVerdict Judge(int status) => status switch
    {
        >= 200 and < 300 => DeliveryVerdict.Delivered,
        404 or 408 or 409 or 429 => DeliveryVerdict.Retry,
        >= 100 and < 500 => DeliveryVerdict.Refused,
        _ => DeliveryVerdict.Retry,
    };
}
