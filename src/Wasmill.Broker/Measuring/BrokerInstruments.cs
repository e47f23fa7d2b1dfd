using System.Diagnostics.Metrics;

namespace Wasmill.Broker.Measuring;

/// <summary>
/// The meter of a broker and its instruments for attempts. Without a listener, each measurement costs one field read.
/// </summary>
public sealed class BrokerInstruments : IDisposable
{
    /// <summary>Creates the instruments.</summary>
    public BrokerInstruments()
    {
        TriggerAttempts = LatencyHistogram.CreateInstrument(Meter, "wasmill.trigger.attempt.duration", "Time that attempts took.");
        TargetAttempts = LatencyHistogram.CreateInstrument(
            Meter, "wasmill.target.attempt.duration", "Time that attempts at the target took, for all triggers.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new("Wasmill.Broker");

    /// <summary>Durations of attempts by trigger.</summary>
    public Histogram<double> TriggerAttempts { get; }

    /// <summary>Durations of attempts by target.</summary>
    public Histogram<double> TargetAttempts { get; }

    /// <inheritdoc />
    public void Dispose() => Meter.Dispose();
}
