using Wasmill.Broker.Policies;
using Wasmill.Events.Http;

namespace Wasmill.Flows.Model;

/// <summary><c>spec.delivery</c> of a broker or a trigger as the user wrote it (Knative's DeliverySpec); null for what is not stated.</summary>
internal sealed record DeliveryConfig
{
    public int? Retry { get; init; }

    public BackoffPolicy? Backoff { get; init; }

    public TimeSpan? BackoffDelay { get; init; }

    public TimeSpan? BackoffMax { get; init; }

    public TimeSpan? Timeout { get; init; }

    public TimeSpan? RetryAfterMax { get; init; }

    public ContentMode? Format { get; init; }

    /// <summary>The name of the target that gets what is given up.</summary>
    public string? DeadLetterTarget { get; init; }

    /// <summary>Whether it says how to wait but not how often to retry.</summary>
    public bool LacksRetry => Retry is null && (Backoff is not null || BackoffDelay is not null || BackoffMax is not null);

    /// <summary>What holds for a trigger: what it states, else what its broker states.</summary>
    public static DeliveryConfig Merge(DeliveryConfig? trigger, DeliveryConfig? broker) => new()
    {
        Retry = trigger?.Retry ?? broker?.Retry,
        Backoff = trigger?.Backoff ?? broker?.Backoff,
        BackoffDelay = trigger?.BackoffDelay ?? broker?.BackoffDelay,
        BackoffMax = trigger?.BackoffMax ?? broker?.BackoffMax,
        Timeout = trigger?.Timeout ?? broker?.Timeout,
        RetryAfterMax = trigger?.RetryAfterMax ?? broker?.RetryAfterMax,
        Format = trigger?.Format ?? broker?.Format,
        DeadLetterTarget = trigger?.DeadLetterTarget ?? broker?.DeadLetterTarget,
    };

    /// <summary>The policy, with the defaults of another one for what is not stated.</summary>
    public DeliveryPolicy Over(DeliveryPolicy policy) => policy with
    {
        Retry = Retry ?? policy.Retry,
        Backoff = Backoff ?? policy.Backoff,
        BackoffDelay = BackoffDelay ?? policy.BackoffDelay,
        BackoffMax = BackoffMax ?? policy.BackoffMax,
        Timeout = Timeout ?? policy.Timeout,
        RetryAfterMax = RetryAfterMax ?? policy.RetryAfterMax,
        Format = Format ?? policy.Format,
        DeadLetterTarget = DeadLetterTarget ?? policy.DeadLetterTarget,
    };
}
