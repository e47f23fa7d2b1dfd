using System.Diagnostics.Metrics;

namespace Wasmill.Server.Observing;

/// <summary>Reads the observable instruments of meters once, as any listener of System.Diagnostics.Metrics does.</summary>
internal static class MeterReader
{
    /// <summary>
    /// Reads the instruments in the order of their creation, with their values and tags. Instruments without values are included.
    /// </summary>
    public static IReadOnlyList<(Instrument Instrument, List<MetricValue> Values)> Read(IReadOnlyCollection<Meter> meters)
    {
        var readings = new List<(Instrument, List<MetricValue>)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            // By reference: the tests have several brokers in a process, each with meters of the same names.
            if (!instrument.IsObservable || !meters.Contains(instrument.Meter))
                return;
            var values = new List<MetricValue>();
            readings.Add((instrument, values));
            own.EnableMeasurementEvents(instrument, values);
        };
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, values) => Add(values, value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, values) => Add(values, value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, values) => Add(values, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return readings;
    }

    private static void Add(object? values, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        => ((List<MetricValue>)values!).Add(new MetricValue(value, tags.ToArray()));
}
