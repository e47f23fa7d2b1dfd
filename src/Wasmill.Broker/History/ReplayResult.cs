namespace Wasmill.Broker.History;

/// <summary>What a replay came to.</summary>
/// <param name="Events">Events that were sent again; of a dry run, that would be.</param>
/// <param name="LastPosition">The last position that was looked at; a replay that was interrupted goes on after it.
/// 0 when there was none.</param>
/// <param name="Error">Why it ended early; null when it did not.</param>
public sealed record ReplayResult(long Events, long LastPosition, string? Error);
