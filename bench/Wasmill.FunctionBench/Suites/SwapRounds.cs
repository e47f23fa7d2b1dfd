namespace Wasmill.FunctionBench.Suites;

/// <summary>The results of some swaps.</summary>
/// <param name="Milliseconds">The milliseconds of each swap, from before the source was saved until the new version responded.</param>
/// <param name="Requests">The number of requests sent during the swaps.</param>
/// <param name="Failed">The number of requests that got an error.</param>
internal sealed record SwapRounds(IReadOnlyList<double> Milliseconds, int Requests, int Failed);
