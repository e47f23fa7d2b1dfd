namespace Wasmill.Broker.History.Journal;

/// <summary>One attempt that ended.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Ended">When.</param>
/// <param name="Status">The HTTP status, or null.</param>
/// <param name="Reason">Why it failed; empty when it did not.</param>
/// <param name="Log">What the target told, for example a function's output.</param>
public sealed record AttemptRecord(int Number, DateTimeOffset Ended, int? Status, string Reason, IReadOnlyList<string> Log);
