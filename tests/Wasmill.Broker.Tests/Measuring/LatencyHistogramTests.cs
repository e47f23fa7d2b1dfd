using System.Diagnostics.Metrics;
using Wasmill.Broker.Measuring;

namespace Wasmill.Broker.Tests.Measuring;

/// <summary>Durations in classes, and the instrument that is told of them.</summary>
public sealed class LatencyHistogramTests
{
    [Fact]
    public void A_duration_is_in_the_class_of_its_upper_bound()
    {
        var histogram = new LatencyHistogram();
        histogram.Add(TimeSpan.FromMilliseconds(1));
        histogram.Add(TimeSpan.FromMilliseconds(1.1));
        histogram.Add(TimeSpan.FromMinutes(2));
        Assert.Equal((1, 1, 1, 3), (histogram.Counts[1], histogram.Counts[2], histogram.Counts[^1], histogram.Count));
        Assert.Equal(TimeSpan.FromSeconds(120.0021), histogram.Sum);
    }

    [Fact]
    public void An_instrument_has_the_same_classes_and_is_told_with_the_tag()
    {
        using var meter = new Meter("Wasmill.Test");
        var instrument = LatencyHistogram.CreateInstrument(meter, "x", "It.");
        Assert.Equal(LatencyHistogram.Bounds, instrument.Advice!.HistogramBucketBoundaries);
        var told = new List<string>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
            told.Add($"{value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.EnableMeasurementEvents(instrument);
        new LatencyHistogram(instrument, new("trigger", "t")).Add(TimeSpan.FromSeconds(2));
        new LatencyHistogram(instrument).Add(TimeSpan.FromSeconds(3));
        Assert.Equal(["2 trigger=t", "3 "], told);
    }
}
