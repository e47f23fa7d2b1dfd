using Wasmill.Broker.Policies;
using Wasmill.Events.Http;

namespace Wasmill.Flows.Model;

// Tested by: DeliveryReaderTests, DeliveryWriterTests
/// <summary>
/// Delivery settings of a broker or a trigger as the user wrote them: <c>spec.delivery</c> (Knative's DeliverySpec) and, for a trigger, its annotations. Null for what is not stated. Ranges and
/// defaults are those of <see cref="DeliveryPolicy"/>.
/// </summary>
public sealed record DeliveryConfig
{
    /// <summary>Retries after the first attempt.</summary>
    public int? Retry { get; init; }

    /// <summary>Growth of the wait from retry to retry.</summary>
    public BackoffPolicy? Backoff { get; init; }

    /// <summary>The wait that grows.</summary>
    public TimeSpan? BackoffDelay { get; init; }

    /// <summary>The longest wait of the back-off.</summary>
    public TimeSpan? BackoffMax { get; init; }

    /// <summary>The longest time of one attempt.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The longest wait that a target may ask for.</summary>
    public TimeSpan? RetryAfterMax { get; init; }

    /// <summary>The form of the events.</summary>
    public ContentMode? Format { get; init; }

    /// <summary>The name of the target that gets what is given up.</summary>
    public string? DeadLetterTarget { get; init; }

    /// <summary>Attempts at the same time. A trigger's alone.</summary>
    public int? Concurrency { get; init; }

    /// <summary>The attribute whose equal values are delivered in order. A trigger's alone.</summary>
    public string? OrderingKey { get; init; }

    /// <summary>Attempts that may begin in a second. A trigger's alone.</summary>
    public double? Rate { get; init; }

    /// <summary>Whether it says how to wait but not how often to retry.</summary>
    internal bool LacksRetry => Retry is null && (Backoff is not null || BackoffDelay is not null || BackoffMax is not null);

    /// <summary>What holds for a trigger: what it states, else what its broker states.</summary>
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

    /// <summary>The policy, with the defaults of another one for what is not stated.</summary>
    internal DeliveryPolicy Over(DeliveryPolicy policy) => policy with
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
