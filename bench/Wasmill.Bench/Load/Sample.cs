using Wasmill.Bench.Report;

namespace Wasmill.Bench.Load;

/// <summary>One measurement of a server under load.</summary>
/// <param name="PerSecond">Events per second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile of the latency in milliseconds.</param>
/// <param name="Processor">Processor time of the server for one event, in microseconds.</param>
/// <param name="Errors">Number of refused events.</param>
internal sealed record Sample(double PerSecond, double P50, double P99, double Processor, long Errors)
{
    /// <summary>Returns the median of each figure over several measurements, and the sum of their errors.</summary>
    public static Sample Median(IReadOnlyCollection<Sample> samples) => new(
        Statistics.Median(samples.Select(sample => sample.PerSecond)),
        Statistics.Median(samples.Select(sample => sample.P50)),
        Statistics.Median(samples.Select(sample => sample.P99)),
        Statistics.Median(samples.Select(sample => sample.Processor)),
        samples.Sum(sample => sample.Errors));

    /// <summary>Returns the cells for a table.</summary>
    public string[] Cells => [Figure.Of(PerSecond), Figure.Of(P50), Figure.Of(P99), Figure.Of(Processor)];
}
