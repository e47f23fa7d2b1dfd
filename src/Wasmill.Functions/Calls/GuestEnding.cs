namespace Wasmill.Functions.Calls;

/// <summary>The reason why the host ended a guest from inside a host call.</summary>
/// <param name="Failure">The failure.</param>
/// <param name="Reason">One human-readable line.</param>
/// <param name="ExitCode">The argument of <c>proc_exit</c> if the failure is <see cref="FunctionFailure.Exit"/>.</param>
internal sealed record GuestEnding(FunctionFailure Failure, string Reason, int ExitCode = 0);
