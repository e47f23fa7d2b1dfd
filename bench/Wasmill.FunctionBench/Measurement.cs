namespace Wasmill.FunctionBench;

/// <summary>The result of a measurement.</summary>
/// <param name="PerSecond">The events per second of all threads together.</param>
/// <param name="P50">The median time of one event in microseconds.</param>
/// <param name="P99">The 99th percentile of the time of one event in microseconds.</param>
/// <param name="AnswerP50">The median time to the response in microseconds, before the instance is disposed; not a number for rows without
/// an instance.</param>
internal sealed record Measurement(double PerSecond, double P50, double P99, double AnswerP50);
