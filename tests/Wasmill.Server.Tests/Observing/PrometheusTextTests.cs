using System.Diagnostics.Metrics;
using Wasmill.Broker.Measuring;
using Wasmill.Server.Observing;

namespace Wasmill.Server.Tests.Observing;

/// <summary>Instruments as Prometheus reads them.</summary>
public sealed class PrometheusTextTests : IDisposable
{
    private readonly Meter _meter = new("Wasmill.Test");

    [Fact]
    public void Names_get_their_unit_once_and_counters_a_total()
    {
        Assert.Equal("x_flush_seconds_total", PrometheusText.NameOf(_meter.CreateObservableCounter("x.flush", () => 1.5, "s")));
        Assert.Equal("x_bytes", PrometheusText.NameOf(_meter.CreateObservableGauge("x.bytes", () => 1L, "By")));
        Assert.Equal("x_memory_bytes", PrometheusText.NameOf(_meter.CreateObservableGauge("x.memory", () => 1L, "By")));
        Assert.Equal("x_lag_events", PrometheusText.NameOf(_meter.CreateObservableGauge("x.lag_events", () => 1L)));
    }

    [Fact]
    public void Labels_are_escaped_and_an_instrument_without_values_is_announced()
    {
        var text = new PrometheusText();
        text.Write(
            _meter.CreateObservableCounter("x", () => 1L, null, "It."), [new(2, [new("a", "q\"\\\n"), new("b", "c")]), new(3.5, [])]);
        text.Write(_meter.CreateObservableGauge("y", () => 1L, null, "It."), []);
        Assert.Equal(
            "# HELP x_total It.\n# TYPE x_total counter\nx_total{a=\"q\\\"\\\\\\n\",b=\"c\"} 2\nx_total 3.5\n# HELP y It.\n"
                + "# TYPE y gauge\n",
            text.ToString());
    }

    [Fact]
    public void A_histogram_has_sums_of_its_classes()
    {
        var instrument = LatencyHistogram.CreateInstrument(_meter, "x.duration", "It.");
        var histogram = new LatencyHistogram(instrument, new("trigger", "t"));
        histogram.Add(TimeSpan.FromMilliseconds(1));
        histogram.Add(TimeSpan.FromMinutes(2));
        var text = new PrometheusText();
        text.Write(new LatencyFamily(instrument, () => [histogram]));
        Assert.Contains("x_duration_seconds_bucket{trigger=\"t\",le=\"0.0005\"} 0\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("x_duration_seconds_bucket{trigger=\"t\",le=\"60\"} 1\n", text.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "le=\"+Inf\"} 2\nx_duration_seconds_sum{trigger=\"t\"} 120.001\nx_duration_seconds_count{trigger=\"t\"} 2\n",
            text.ToString(),
            StringComparison.Ordinal);
    }

    public void Dispose() => _meter.Dispose();
}
