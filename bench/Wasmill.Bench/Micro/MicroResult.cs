namespace Wasmill.Bench.Micro;

/// <summary>What one call costs.</summary>
/// <param name="Nanoseconds">Processor time.</param>
/// <param name="Bytes">Allocated memory.</param>
internal readonly record struct MicroResult(double Nanoseconds, double Bytes);
