using Wasmill.Events.Http;

namespace Wasmill.Broker.Policies;

// Tested by: DeliveryMachineTests, RetryScheduleTests
/// <summary>The delivery policy of a trigger.</summary>
public sealed record DeliveryPolicy
{
    /// <summary>The largest <see cref="Concurrency"/>.</summary>
    public const int MostConcurrency = 1_000;

    /// <summary>The smallest <see cref="Rate"/>: one attempt in 1,000 seconds.</summary>
    public const double LeastRate = 0.001;

    /// <summary>The largest <see cref="Rate"/>.</summary>
    public const double MostRate = 1_000_000;

    /// <summary>
    /// The longest time that can be stated, 366 days. Seven days are the longest wait that a schedule makes (<see cref="RetrySchedule"/>);
    /// a year leaves room for what nobody means.
    /// </summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(366);

    /// <summary>The policy of a trigger without settings: retries for 24 h, with a circuit (see <see cref="RetrySchedule"/>).</summary>
    public static DeliveryPolicy Default { get; } = new();

    /// <summary>
    /// Retries after the first attempt. Null means the default schedule;
    /// a number means exactly so many, without jitter and without a circuit.
    /// </summary>
    /// <value>Default null.</value>
    public int? Retry { get; init; }

    /// <summary>Growth of the delay between retries. Used only if <see cref="Retry"/> is set.</summary>
    /// <value>Default exponential.</value>
    public BackoffPolicy Backoff { get; init; }

    /// <summary>The wait that grows. Used only when <see cref="Retry"/> is stated.</summary>
    /// <value>Default 500 ms.</value>
    public TimeSpan BackoffDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The longest wait that the back-off may come to, above zero. Used only when <see cref="Retry"/> is stated. A <c>Retry-After</c> may
    /// still lengthen the wait, up to <see cref="RetryAfterMax"/>.
    /// </summary>
    /// <value>Default null: 7 days.</value>
    public TimeSpan? BackoffMax { get; init; }

    /// <summary>Timeout of one attempt.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that a target may ask for (<c>Retry-After</c>); zero means that it is not listened to.</summary>
    /// <value>Default 1 h: a pause that an operator still notices the end of.</value>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Content mode of events; null if the target decides.</summary>
    /// <value>Default null.</value>
    public ContentMode? Format { get; init; }

    /// <summary>
    /// The target in the same <see cref="Triggers.BrokerModel"/> that gets the events that are given up, or null:
    /// then they go to the engine's dead letters.
    /// </summary>
    /// <value>Default null.</value>
    public string? DeadLetterTarget { get; init; }

    /// <summary>Attempts of one trigger at the same time, 1 to <see cref="MostConcurrency"/>.</summary>
    /// <value>Default 32.</value>
    public int Concurrency { get; init; } = 32;

    /// <summary>
    /// The attribute whose equal values are delivered in order, one at a time; null for no order.
    /// Events without the attribute have no order.
    /// </summary>
    /// <value>Default null.</value>
    public string? OrderingKey { get; init; }

    /// <summary>
    /// Attempts at the target that may begin in a second, <see cref="LeastRate"/> to <see cref="MostRate"/>; null for no limit. What was
    /// saved up for a tenth of a second may be spent at once.
    /// </summary>
    /// <value>Default null.</value>
    public double? Rate { get; init; }

    /// <summary>
    /// Indicates whether the trigger pauses and probes while its target is down. A trigger with an explicit retry count uses that instead.
    /// </summary>
    public bool HasCircuit => Retry is null;
}
