namespace Wasmill.FunctionBench;

/// <summary>What a measurement came to.</summary>
/// <param name="PerSecond">Events per second of all threads together.</param>
/// <param name="P50">Microseconds of one event.</param>
/// <param name="P99">Microseconds of one event.</param>
/// <param name="AnswerP50">Microseconds to the answer, before the instance is thrown away; not a number where there is no instance.</param>
internal sealed record Measurement(double PerSecond, double P50, double P99, double AnswerP50);
