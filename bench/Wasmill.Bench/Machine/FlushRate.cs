namespace Wasmill.Bench.Machine;

/// <summary>How fast the disk flushes.</summary>
/// <param name="PerSecond">Appends of 512 bytes, each flushed, per second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed record FlushRate(double PerSecond, double P50, double P99);
