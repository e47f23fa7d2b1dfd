namespace Wasmill.Broker.Policies;

/// <summary>How a trigger tries.</summary>
public sealed record DeliveryPolicy
{
    /// <summary>What holds when a trigger says nothing: retries for 24 h, with a circuit (see <see cref="RetrySchedule"/>).</summary>
    public static DeliveryPolicy Default { get; } = new();

    /// <summary>Retries after the first attempt. Null means the default schedule; a number means exactly so many, without jitter and without a circuit.</summary>
    /// <value>Default null.</value>
    public int? Retry { get; init; }

    /// <summary>How the wait grows. Used only when <see cref="Retry"/> is stated.</summary>
    /// <value>Default exponential.</value>
    public BackoffPolicy Backoff { get; init; }

    /// <summary>The wait that grows. Used only when <see cref="Retry"/> is stated.</summary>
    /// <value>Default 500 ms.</value>
    public TimeSpan BackoffDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long one attempt may take.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts of one trigger at the same time, at least 1.</summary>
    /// <value>Default 32.</value>
    public int Concurrency { get; init; } = 32;

    /// <summary>Whether the trigger pauses when its target is down, and probes it. A trigger that states its retries gets exactly those instead.</summary>
    public bool HasCircuit => Retry is null;
}
