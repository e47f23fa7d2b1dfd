using System.Diagnostics.Metrics;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Sources;

namespace Wasmill.Server.Observing;

// Tested by: MetricsEndpointTests
/// <summary>The metrics of a broker's sources: observable instruments over the state that <c>describe</c> shows.</summary>
internal sealed class SourceMeter : IDisposable
{
    /// <summary>Creates the instruments.</summary>
    /// <param name="ingress">The counters of incoming events.</param>
    /// <param name="sources">The sources.</param>
    public SourceMeter(IngressCounters ingress, SourceHost sources)
    {
        Meter.CreateObservableCounter(
            "wasmill.origin.events", () => ingress.Stored.Select(one => Measure(one.Count, "origin", LabelOf(one.Kind))), null,
            "Events that were stored, by what gave them.");
        Count("events", "Events of the source that were stored.", status => status.Published);
        Count("duplicates", "Batches of the source that were stored before.", status => status.Duplicates);
        Count("restarts", "Times that the source was run again after a failure.", status => status.Restarts);
        Gauge("running", "1 while the source gives events as they come.", SourceState.Running);
        Gauge("waiting", "1 while the source waits after a failure or for room.", SourceState.Waiting);

        void Count(string name, string description, Func<SourceStatus, long> value)
            => Meter.CreateObservableCounter($"wasmill.source.{name}", () => Read(value), null, description);

        void Gauge(string name, string description, SourceState state)
            => Meter.CreateObservableGauge(
                $"wasmill.source.{name}", () => Read(status => status.State == state ? 1 : 0), null, description);

        IEnumerable<Measurement<long>> Read(Func<SourceStatus, long> value)
            => sources.GetStatus().Select(status => Measure(value(status), "source", status.Name));
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new("Wasmill.Sources");

    /// <inheritdoc />
    public void Dispose() => Meter.Dispose();

    private static Measurement<long> Measure(long value, string key, string tag) => new(value, new KeyValuePair<string, object?>(key, tag));

    private static string LabelOf(OriginKind kind) => kind switch
    {
        OriginKind.Http => "http",
        OriginKind.Source => "source",
        OriginKind.Replay => "replay",
        OriginKind.DeadLetters => "dead_letters",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
