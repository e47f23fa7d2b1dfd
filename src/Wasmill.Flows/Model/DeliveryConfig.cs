using Wasmill.Broker.Policies;
using Wasmill.Events.Http;

namespace Wasmill.Flows.Model;

// Tested by: DeliveryReaderTests, DeliveryWriterTests
/// <summary>
/// Delivery settings of a broker or a trigger as the user wrote them: <c>spec.delivery</c> (Knative's DeliverySpec) and, for a trigger, its
/// annotations.
/// Null means not set. Ranges and defaults are those of <see cref="DeliveryPolicy"/>.
/// </summary>
public sealed record DeliveryConfig
{
    /// <summary>The number of retries after the first attempt.</summary>
    public int? Retry { get; init; }

    /// <summary>The growth of the delay from retry to retry.</summary>
    public BackoffPolicy? Backoff { get; init; }

    /// <summary>The base delay of the back-off.</summary>
    public TimeSpan? BackoffDelay { get; init; }

    /// <summary>The maximum delay of the back-off.</summary>
    public TimeSpan? BackoffMax { get; init; }

    /// <summary>The timeout of an attempt.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The maximum delay that a target may request with <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfterMax { get; init; }

    /// <summary>The content mode of the events.</summary>
    public ContentMode? Format { get; init; }

    /// <summary>The name of the target that receives dead letters.</summary>
    public string? DeadLetterTarget { get; init; }

    /// <summary>The maximum number of concurrent attempts. Triggers only.</summary>
    public int? Concurrency { get; init; }

    /// <summary>The attribute whose equal values are delivered in order. Triggers only.</summary>
    public string? OrderingKey { get; init; }

    /// <summary>The maximum number of attempts that start per second. Triggers only.</summary>
    public double? Rate { get; init; }

    /// <summary>Indicates whether a back-off is set but no number of retries.</summary>
    internal bool LacksRetry => Retry is null && (Backoff is not null || BackoffDelay is not null || BackoffMax is not null);

    /// <summary>Merges the settings of a trigger with those of its broker; the trigger's take precedence.</summary>
    internal static DeliveryConfig Merge(DeliveryConfig? trigger, DeliveryConfig? broker) => new()
    {
        Retry = trigger?.Retry ?? broker?.Retry,
        Backoff = trigger?.Backoff ?? broker?.Backoff,
        BackoffDelay = trigger?.BackoffDelay ?? broker?.BackoffDelay,
        BackoffMax = trigger?.BackoffMax ?? broker?.BackoffMax,
        Timeout = trigger?.Timeout ?? broker?.Timeout,
        RetryAfterMax = trigger?.RetryAfterMax ?? broker?.RetryAfterMax,
        Format = trigger?.Format ?? broker?.Format,
        DeadLetterTarget = trigger?.DeadLetterTarget ?? broker?.DeadLetterTarget,
        Concurrency = trigger?.Concurrency,
        OrderingKey = trigger?.OrderingKey,
        Rate = trigger?.Rate,
    };

    /// <summary>Returns a policy with these settings; another policy provides the defaults.</summary>
    internal DeliveryPolicy WithDefaults(DeliveryPolicy policy) => policy with
    {
        Retry = Retry ?? policy.Retry,
        Backoff = Backoff ?? policy.Backoff,
        BackoffDelay = BackoffDelay ?? policy.BackoffDelay,
        BackoffMax = BackoffMax ?? policy.BackoffMax,
        Timeout = Timeout ?? policy.Timeout,
        RetryAfterMax = RetryAfterMax ?? policy.RetryAfterMax,
        Format = Format ?? policy.Format,
        DeadLetterTarget = DeadLetterTarget ?? policy.DeadLetterTarget,
        Concurrency = Concurrency ?? policy.Concurrency,
        OrderingKey = OrderingKey ?? policy.OrderingKey,
        Rate = Rate ?? policy.Rate,
    };
}
