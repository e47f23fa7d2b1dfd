namespace Wasmill.Functions.Calls;

/// <summary>Why the host ended a guest from inside a host call.</summary>
/// <param name="Failure">The kind.</param>
/// <param name="Reason">One line for people.</param>
internal sealed record GuestEnding(FunctionFailure Failure, string Reason);
