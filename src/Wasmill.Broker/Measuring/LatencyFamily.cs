using System.Diagnostics.Metrics;

namespace Wasmill.Broker.Measuring;

/// <summary>
/// The histograms of one instrument, one for each value of its tag.
/// A listener cannot read earlier measurements from an instrument.
/// </summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Read">Reads the current histograms.</param>
public sealed record LatencyFamily(Histogram<double> Instrument, Func<IEnumerable<LatencyHistogram>> Read);
