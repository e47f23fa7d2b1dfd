namespace Wasmill.Broker.Records;

/// <summary>The outcome of an attempt, as the engine stored it.</summary>
/// <param name="Trigger">Name of the trigger; a deleted trigger may have only a number.</param>
/// <param name="Position">The event's position.</param>
/// <param name="Attempt">The attempt's number, from 1.</param>
/// <param name="At">Time when the attempt ended.</param>
/// <param name="Outcome">Outcome of the attempt.</param>
public sealed record RecordedOutcome(string Trigger, long Position, int Attempt, DateTimeOffset At, AttemptOutcome Outcome)
{
    /// <summary>Indicates whether the trigger has been deleted; another trigger may have its name.</summary>
    public bool IsDeleted { get; init; }
}
