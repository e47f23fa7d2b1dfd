namespace Wasmill.Bench.Machine;

/// <summary>The flush rate of the disk.</summary>
/// <param name="PerSecond">Appends of 512 bytes, each flushed, per second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile of the latency in milliseconds.</param>
internal sealed record FlushRate(double PerSecond, double P50, double P99);
