namespace Wasmill.Bench.Micro;

/// <summary>The cost of one call.</summary>
/// <param name="Nanoseconds">Processor time in nanoseconds.</param>
/// <param name="Bytes">Allocated memory in bytes.</param>
internal readonly record struct MicroResult(double Nanoseconds, double Bytes);
