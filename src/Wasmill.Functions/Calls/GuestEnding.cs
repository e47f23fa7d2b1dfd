namespace Wasmill.Functions.Calls;

/// <summary>Why the host ended a guest from inside a host call.</summary>
/// <param name="Failure">The kind.</param>
/// <param name="Reason">One line for people.</param>
/// <param name="ExitCode">What the guest gave to <c>proc_exit</c> when the kind is <see cref="FunctionFailure.Exit"/>.</param>
internal sealed record GuestEnding(FunctionFailure Failure, string Reason, int ExitCode = 0);
