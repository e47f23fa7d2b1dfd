namespace Wasmill.Broker.History;

/// <summary>The result of a replay.</summary>
/// <param name="Events">Number of redelivered events; in a dry run, of events that would be redelivered.</param>
/// <param name="LastPosition">The last position read; an interrupted replay resumes after it. 0 if none.</param>
/// <param name="Error">Reason why the replay ended early; null if it completed.</param>
public sealed record ReplayResult(long Events, long LastPosition, string? Error);
