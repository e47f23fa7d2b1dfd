namespace Wasmill.Broker.Sources;

/// <summary>A run of a source that failed.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in one line for people.</param>
public sealed record SourceFailure(DateTimeOffset At, string Reason);
