using System.Diagnostics.Metrics;

namespace Wasmill.Broker.Measuring;

/// <summary>
/// The histograms that one instrument stands for, one for each value of its tag.
/// A listener cannot ask an instrument for what it was told before.
/// </summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Read">Reads the histograms as they are now.</param>
public sealed record LatencyFamily(Histogram<double> Instrument, Func<IEnumerable<LatencyHistogram>> Read);
