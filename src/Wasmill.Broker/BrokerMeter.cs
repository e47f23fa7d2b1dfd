using System.Diagnostics.Metrics;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Measuring;

namespace Wasmill.Broker;

/// <summary>
/// The metrics of a broker's triggers, targets and engine: observable instruments over the state that
/// <see cref="EventBroker.GetStatusAsync"/> shows, so that the two cannot differ and an event costs nothing more.
/// </summary>
public sealed class BrokerMeter
{
    // One collection reads all instruments within milliseconds: they must share one state, and the next collection must get a new one.
    private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(100);

    private readonly EventBroker _broker;
    private readonly TimeProvider _time;
    private volatile TriggerReading? _reading;

    /// <summary>Creates the instruments, which end with the broker.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="engine">Its engine.</param>
    /// <param name="time">The clock.</param>
    public BrokerMeter(EventBroker broker, IBrokerEngine engine, TimeProvider time)
    {
        (_broker, _time) = (broker, time);
        var attempts = broker.Instruments;
        Histograms =
        [
            new(attempts.TriggerAttempts, () => Triggers().Select(status => status.AttemptTime)),
            new(attempts.TargetAttempts, () => broker.TargetCounters.Select(target => target.AttemptTime)),
        ];
        CreateForTriggers();
        CreateForTargets();
        CreateForEngine(engine);
    }

    /// <summary>The meter.</summary>
    public Meter Meter => _broker.Instruments.Meter;

    /// <summary>The histograms behind the meter's instruments.</summary>
    public IReadOnlyList<LatencyFamily> Histograms { get; }

    /// <summary>Refreshes the state for the next collection. Otherwise the first instrument of the collection reads it.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
        => _reading = new TriggerReading(await _broker.GetStatusAsync(cancellationToken), _time.GetTimestamp());

    private void CreateForTriggers()
    {
        Count("delivered", "Deliveries that succeeded.", status => status.Delivered);
        Count("failed_attempts", "Attempts that failed, retried or not.", status => status.FailedAttempts);
        Count("given_up", "Undeliverable events.", status => status.GivenUp);
        Measure("dead_letters", "Stored dead letters.", status => status.DeadLetters);
        Measure("lost_events", "Undelivered events that are gone from the disk, since the trigger was created.", status => status.Lost);
        Measure("lag_events", "Undelivered events.", status => status.Lag);
        Measure(
            "lag", "Age of the oldest undelivered event.",
            status => status.Oldest is { } oldest ? Math.Max(0, (_time.GetUtcNow() - oldest).TotalSeconds) : 0, "s");
        Measure("open_retries", "Events that wait for a retry.", status => status.OpenRetries);
        Measure("in_flight", "Running attempts.", status => status.InFlight);
        Measure("paused", "1 while the trigger is paused because its target is down.", status => status.PausedUntil is null ? 0 : 1);
    }

    private void CreateForTargets()
    {
        Meter.CreateObservableCounter(
            "wasmill.target.attempts",
            () => ReadTargets(target => target.AttemptTime.Count),
            null,
            "Attempts to the target, for all triggers.");
        Meter.CreateObservableCounter(
            "wasmill.target.failures",
            () => ReadTargets(target => target.Failures),
            null,
            "Failed attempts to the target, for all triggers.");
    }

    private void CreateForEngine(IBrokerEngine engine)
    {
        Meter.CreateObservableGauge("wasmill.log.bytes", () => engine.Usage.Bytes, "By", "Bytes that the engine holds.");
        Meter.CreateObservableGauge(
            "wasmill.log.max_bytes",
            () => engine.Usage.MaxBytes,
            "By",
            "The limit of wasmill_log_bytes; new events are refused at 90 % of it.");
        Meter.CreateObservableGauge("wasmill.dead_letter.bytes", () => engine.Usage.DeadLetterBytes, "By", "Bytes of dead letters.");
        Meter.CreateObservableCounter("wasmill.log.flushes", () => engine.Usage.Flushes, null, "Flushes to disk.");
        Meter.CreateObservableCounter("wasmill.log.flush", () => engine.Usage.FlushTime.TotalSeconds, "s", "Total time of flushes.");
        Meter.CreateObservableCounter(
            "wasmill.log.damages", () => engine.Usage.Damages, null, "Damaged places found in the log.");
        Meter.CreateObservableGauge(
            "wasmill.disk.full", () => engine.Usage.IsDiskFull ? 1 : 0, null, "1 while the disk is full and new events are refused.");
    }

    private void Count(string name, string description, Func<TriggerStatus, long> value)
        => Meter.CreateObservableCounter($"wasmill.trigger.{name}", () => ReadTriggers(value), null, description);

    private void Measure(string name, string description, Func<TriggerStatus, double> value, string? unit = null)
        => Meter.CreateObservableGauge($"wasmill.trigger.{name}", () => ReadTriggers(value), unit, description);

    private IEnumerable<Measurement<T>> ReadTriggers<T>(Func<TriggerStatus, T> value)
        where T : struct
        => Triggers()
            .Select(status => new Measurement<T>(value(status), new KeyValuePair<string, object?>("trigger", status.Trigger.Name)));

    private IEnumerable<Measurement<long>> ReadTargets(Func<TargetCounters, long> value)
        => _broker.TargetCounters.Select(target =>
            new Measurement<long>(value(target), new KeyValuePair<string, object?>("target", target.Name)));

    // Instruments are synchronous, so the collecting thread blocks. The engines of this process respond at once.
    private IReadOnlyList<TriggerStatus> Triggers()
    {
        if (_reading is { } reading && _time.GetElapsedTime(reading.ReadAt) < Freshness)
            return reading.Triggers;
        RefreshAsync(CancellationToken.None).GetAwaiter().GetResult();
        return _reading!.Triggers;
    }

    private sealed record TriggerReading(IReadOnlyList<TriggerStatus> Triggers, long ReadAt);
}
