using Wasmill.Events.Http;

namespace Wasmill.Broker.Policies;

// Tested by: DeliveryMachineTests, RetryScheduleTests
/// <summary>The delivery policy of a trigger.</summary>
public sealed record DeliveryPolicy
{
    /// <summary>The maximum <see cref="Concurrency"/>.</summary>
    public const int MostConcurrency = 1_000;

    /// <summary>The minimum <see cref="Rate"/>: one attempt per 1,000 seconds.</summary>
    public const double LeastRate = 0.001;

    /// <summary>The maximum <see cref="Rate"/>.</summary>
    public const double MostRate = 1_000_000;

    /// <summary>
    /// The maximum duration of a setting, 366 days. Schedules wait at most seven days (<see cref="RetrySchedule"/>); a year leaves ample
    /// room.
    /// </summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(366);

    /// <summary>The policy of a trigger without settings: retries for 24 h, with a circuit (see <see cref="RetrySchedule"/>).</summary>
    public static DeliveryPolicy Default { get; } = new();

    /// <summary>
    /// Number of retries after the first attempt, without jitter and without a circuit; null for the default schedule.
    /// </summary>
    /// <value>Default null.</value>
    public int? Retry { get; init; }

    /// <summary>Growth of the delay between retries. Used only if <see cref="Retry"/> is set.</summary>
    /// <value>Default exponential.</value>
    public BackoffPolicy Backoff { get; init; }

    /// <summary>Base delay of the back-off. Used only if <see cref="Retry"/> is set.</summary>
    /// <value>Default 500 ms.</value>
    public TimeSpan BackoffDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Maximum delay of the back-off, greater than zero. Used only if <see cref="Retry"/> is set. A <c>Retry-After</c> may
    /// still lengthen the delay, up to <see cref="RetryAfterMax"/>.
    /// </summary>
    /// <value>Default null: 7 days.</value>
    public TimeSpan? BackoffMax { get; init; }

    /// <summary>Timeout of one attempt.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Maximum delay that a target may request (<c>Retry-After</c>); zero ignores the header.</summary>
    /// <value>Default 1 h: short enough that an operator still notices its end.</value>
    public TimeSpan RetryAfterMax { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Content mode of events; null if the target decides.</summary>
    /// <value>Default null.</value>
    public ContentMode? Format { get; init; }

    /// <summary>
    /// Name of the dead letter sink, a target in the same <see cref="Triggers.BrokerModel"/>; null for the engine's dead letters.
    /// </summary>
    /// <value>Default null.</value>
    public string? DeadLetterTarget { get; init; }

    /// <summary>Maximum number of concurrent attempts, 1 to <see cref="MostConcurrency"/>.</summary>
    /// <value>Default 32.</value>
    public int Concurrency { get; init; } = 32;

    /// <summary>
    /// Attribute whose equal values are delivered in order, one at a time; null for no order. Events without the attribute are
    /// unordered.
    /// </summary>
    /// <value>Default null.</value>
    public string? OrderingKey { get; init; }

    /// <summary>
    /// Maximum number of attempts per second, <see cref="LeastRate"/> to <see cref="MostRate"/>; null for no limit. Bursts may use the
    /// allowance of 100 ms at once.
    /// </summary>
    /// <value>Default null.</value>
    public double? Rate { get; init; }

    /// <summary>
    /// Indicates whether the trigger pauses and probes while its target is down. A trigger with an explicit retry count uses that instead.
    /// </summary>
    public bool HasCircuit => Retry is null;
}
