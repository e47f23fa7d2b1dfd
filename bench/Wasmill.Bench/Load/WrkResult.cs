namespace Wasmill.Bench.Load;

/// <summary>What one run of a load generator saw.</summary>
/// <param name="Requests">Requests that were answered.</param>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Errors">Refused, failed or late.</param>
internal sealed record WrkResult(long Requests, double PerSecond, double P50, double P99, long Errors);
