namespace Wasmill.Broker.Sources;

/// <summary>A run of a source that failed.</summary>
/// <param name="At">Time of the failure.</param>
/// <param name="Reason">Reason in one line.</param>
public sealed record SourceFailure(DateTimeOffset At, string Reason);
