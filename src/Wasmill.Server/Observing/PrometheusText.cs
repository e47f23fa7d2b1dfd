using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Wasmill.Broker.Measuring;

namespace Wasmill.Server.Observing;

// Tested by: ObservingTests
/// <summary>Writes instruments in Prometheus' text format, version 0.0.4. Names follow OpenTelemetry's rules for Prometheus.</summary>
internal sealed class PrometheusText
{
    /// <summary>The format's media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>
    /// Returns the metric name of an instrument: dots become underscores; a unit of seconds or bytes is added unless the name has it; a
    /// counter ends with <c>_total</c>.
    /// </summary>
    public static string NameOf(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var name = instrument.Name.Replace('.', '_');
        return (name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit) + (IsCounter(instrument) ? "_total" : "");
    }

    /// <summary>Writes an observable instrument.</summary>
    public void Write(Instrument instrument, IReadOnlyList<MetricValue> values)
    {
        var name = NameOf(instrument);
        Begin(name, IsCounter(instrument) ? "counter" : "gauge", instrument.Description);
        foreach (var (value, tags) in values)
            Write(name, tags, value);
    }

    /// <summary>Writes histograms.</summary>
    public void Write(LatencyFamily family)
    {
        var name = NameOf(family.Instrument);
        Begin(name, "histogram", family.Instrument.Description);
        foreach (var histogram in family.Read())
            Write(name, histogram);
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private static bool IsCounter(Instrument instrument) => instrument is ObservableCounter<long> or ObservableCounter<double>;

    private void Begin(string name, string type, string? help)
        => _text.Append("# HELP ")
            .Append(name)
            .Append(' ')
            .Append(help)
            .Append("\n# TYPE ")
            .Append(name)
            .Append(' ')
            .Append(type)
            .Append('\n');

    private void Write(string name, LatencyHistogram histogram)
    {
        KeyValuePair<string, object?>[] own = histogram.Tag.Key is null ? [] : [histogram.Tag];
        var counts = histogram.Counts;
        long sum = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            sum += counts[i];
            Write(
                name + "_bucket",
                [.. own, new("le", i < LatencyHistogram.Bounds.Count ? Number(LatencyHistogram.Bounds[i]) : "+Inf")],
                sum);
        }

        Write(name + "_sum", own, histogram.Sum.TotalSeconds);
        Write(name + "_count", own, sum);
    }

    private void Write(string name, IReadOnlyList<KeyValuePair<string, object?>> tags, double value)
    {
        _text.Append(name);
        for (var i = 0; i < tags.Count; i++)
        {
            var text = Convert.ToString(tags[i].Value, CultureInfo.InvariantCulture) ?? "";
            _text.Append(i == 0 ? '{' : ',').Append(tags[i].Key).Append("=\"").Append(Escape(text)).Append('"');
        }

        _text.Append(tags.Count == 0 ? " " : "} ").Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text)
        => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace(
            "\n", "\\n", StringComparison.Ordinal);
}
