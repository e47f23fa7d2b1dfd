using System.Diagnostics.Metrics;
using Wasmill.Broker.Measuring;
using Wasmill.Storage;

namespace Wasmill.Server.Observing;

// Tested by: MetricsEndpointTests
/// <summary>The metrics of a broker's process: the ingest, failed writes, uptime and memory.</summary>
internal sealed class ServerMeter : IDisposable
{
    private readonly DateTimeOffset _started;

    /// <summary>Creates the instruments.</summary>
    /// <param name="failures">The failed writes of the process.</param>
    /// <param name="time">The clock.</param>
    public ServerMeter(FailedWrites failures, TimeProvider time)
    {
        _started = time.GetUtcNow();
        var duration = LatencyHistogram.CreateInstrument(Meter, "wasmill.ingest.duration", "Time from a request's headers to its answer.");
        var ingest = Ingest = new IngestMeter(new LatencyHistogram(duration));
        Histograms = [new(duration, () => [ingest.Duration])];
        Meter.CreateObservableCounter(
            "wasmill.ingest.requests", () => ingest.Answers.Select(answer => Measure(answer.Count, "status", answer.Status)), null,
            "Requests at the ingest by the status that they were answered with.");
        Meter.CreateObservableCounter("wasmill.ingest.events", () => ingest.Events, null, "Events that were stored.");
        Meter.CreateObservableCounter(
            "wasmill.failed_writes", () => failures.Counts.Select(one => Measure(one.Count, "kind", FailedWrites.LabelOf(one.Kind))), null,
            "Writes that failed, by their purpose.");
        Meter.CreateObservableGauge(
            "wasmill.uptime", () => (time.GetUtcNow() - _started).TotalSeconds, "s", "Time since the broker's process began to serve.");
        Meter.CreateObservableGauge("wasmill.resident_memory", () => Environment.WorkingSet, "By", "Memory of the process.");
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new("Wasmill.Server");

    /// <summary>The meter of the ingest.</summary>
    public IngestMeter Ingest { get; }

    /// <summary>The histograms behind the meter's instruments.</summary>
    public IReadOnlyList<LatencyFamily> Histograms { get; }

    /// <inheritdoc />
    public void Dispose() => Meter.Dispose();

    private static Measurement<long> Measure(long value, string key, string tag) => new(value, new KeyValuePair<string, object?>(key, tag));
}
