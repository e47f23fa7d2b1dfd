namespace Wasmill.Bench.Load;

/// <summary>The result of one run of a load generator.</summary>
/// <param name="Requests">Number of answered requests.</param>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile of the latency in milliseconds.</param>
/// <param name="Errors">Number of refused, failed or late requests.</param>
internal sealed record WrkResult(long Requests, double PerSecond, double P50, double P99, long Errors);
