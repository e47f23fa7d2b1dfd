namespace Wasmill.Broker.History.Journal;

/// <summary>One attempt that ended.</summary>
/// <param name="Number">Number of the attempt, from 1.</param>
/// <param name="Ended">Time when the attempt ended.</param>
/// <param name="Status">The HTTP status, or null.</param>
/// <param name="Reason">Reason of the failure; empty if it succeeded.</param>
/// <param name="Log">Log lines of the target, for example a function's output.</param>
public sealed record AttemptRecord(int Number, DateTimeOffset Ended, int? Status, string Reason, IReadOnlyList<string> Log);
