using System.Globalization;
using System.Text;
using Wasmill.Broker.Measuring;

namespace Wasmill.Server.Observing;

// Tested by: ObservingTests
/// <summary>Writes metrics in Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    /// <summary>The format's media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a metric.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
    /// <param name="help">What it is, in one sentence.</param>
    public void Begin(string name, string type, string help)
        => _text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <summary>One value of the metric, with one label or none.</summary>
    public void Value(string name, double value, string? label = null, string? labelValue = null)
    {
        _text.Append(name);
        if (label is not null)
            _text.Append('{').Append(label).Append("=\"").Append(Escape(labelValue!)).Append("\"}");
        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>A metric with one value.</summary>
    public void Single(string name, string type, string help, double value)
    {
        Begin(name, type, help);
        Value(name, value);
    }

    /// <summary>The values of a histogram, with one label or none.</summary>
    public void Histogram(string name, LatencyHistogram histogram, string? label = null, string? labelValue = null)
    {
        var own = label is null ? "" : $"{label}=\"{Escape(labelValue!)}\",";
        var counts = histogram.Counts;
        long sum = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            sum += counts[i];
            var bound = i < LatencyHistogram.Bounds.Count ? Number(LatencyHistogram.Bounds[i]) : "+Inf";
            _text.Append(name).Append("_bucket{").Append(own).Append("le=\"").Append(bound).Append("\"} ").Append(Number(sum)).Append('\n');
        }

        Value(name + "_sum", histogram.Sum.TotalSeconds, label, labelValue);
        Value(name + "_count", sum, label, labelValue);
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string text)
        => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
