namespace Wasmill.FunctionBench.Suites;

/// <summary>What some swaps came to.</summary>
/// <param name="Milliseconds">Of each, from before the source was saved until the new version had answered.</param>
/// <param name="Requests">How many were sent, all the while.</param>
/// <param name="Failed">How many of them were answered with an error.</param>
internal sealed record SwapRounds(IReadOnlyList<double> Milliseconds, int Requests, int Failed);
