using System.Diagnostics.Metrics;
using Wasmill.Server.Observing;

namespace Wasmill.Server.Tests.Observing;

/// <summary>One reading of observable instruments.</summary>
public sealed class MeterReaderTests
{
    [Fact]
    public void Only_the_meters_that_were_asked_for_are_read_in_the_order_of_their_instruments()
    {
        using var mine = new Meter("Wasmill.Same");
        using var other = new Meter("Wasmill.Same");
        mine.CreateObservableCounter("b", () => 1L);
        mine.CreateObservableGauge("a", () => 2.5);
        mine.CreateObservableGauge("none", () => Array.Empty<Measurement<int>>());
        mine.CreateHistogram<double>("told");
        other.CreateObservableCounter("c", () => 3L);
        var readings = MeterReader.Read([mine]);
        Assert.Equal(["b", "a", "none"], readings.Select(reading => reading.Instrument.Name));
        Assert.Equal([1, 2.5], readings.SelectMany(reading => reading.Values).Select(value => value.Value));
    }
}
