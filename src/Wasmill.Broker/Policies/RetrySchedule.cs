namespace Wasmill.Broker.Policies;

/// <summary>The schedule of retries after a failed delivery.</summary>
public static class RetrySchedule
{
    /// <summary>Duration of the default schedule from the event's arrival.</summary>
    public static readonly TimeSpan DefaultSpan = TimeSpan.FromHours(24);

    // An event can be older than that at its first attempt: the broker was stopped, or the trigger starts in the past. It also gets the
    // growing delays, 0.5 s to 5 min in ten steps.
    private const int LeastAttempts = 10;

    private static readonly TimeSpan DefaultDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDefaultDelay = TimeSpan.FromMinutes(5);

    // Computed delays are capped here, so that 2^n cannot overflow.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private const double Jitter = 0.1;

    /// <summary>Gets the delay before the next attempt; null if no retry is left.</summary>
    /// <param name="policy">The trigger's policy.</param>
    /// <param name="failed">Number of failed attempts, at least 1.</param>
    /// <param name="age">Time since the event arrived.</param>
    /// <param name="retryAfter">Delay that the target requested, or null. It lengthens the delay, up to
    /// <see cref="DeliveryPolicy.RetryAfterMax"/>, and never shortens it.</param>
    /// <param name="random">From 0 to 1; used by the default schedule only.</param>
    public static TimeSpan? Next(DeliveryPolicy policy, int failed, TimeSpan age, TimeSpan? retryAfter, double random)
    {
        var delay = policy.Retry is { } retries ? Stated(policy, retries, failed) : Default(failed, age, random);
        if (delay is null || retryAfter is not { } asked)
            return delay;
        var capped = asked < policy.RetryAfterMax ? asked : policy.RetryAfterMax;
        return capped > delay ? capped : delay;
    }

    private static TimeSpan? Stated(DeliveryPolicy policy, int retries, int failed)
    {
        if (failed > retries)
            return null;
        var factor = policy.Backoff switch
        {
            BackoffPolicy.Linear => failed,
            BackoffPolicy.Constant => 1,
            _ => Math.Pow(2, failed - 1),
        };
        var delay = policy.BackoffDelay.TotalSeconds * factor;
        var longest = policy.BackoffMax is { } most && most < Longest ? most : Longest;
        return delay < longest.TotalSeconds ? TimeSpan.FromSeconds(delay) : longest;
    }

    private static TimeSpan? Default(int failed, TimeSpan age, double random)
    {
        if (age >= DefaultSpan && failed >= LeastAttempts)
            return null;
        var seconds = Math.Min(DefaultDelay.TotalSeconds * Math.Pow(2, failed - 1), LongestDefaultDelay.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (1 + Jitter * (2 * random - 1)));
    }
}
