namespace Wasmill.Broker.Records;

/// <summary>What an attempt came to, as the engine remembers it.</summary>
/// <param name="Trigger">The trigger; one that was deleted since may have no name but a number.</param>
/// <param name="Position">The event's position.</param>
/// <param name="Attempt">The attempt's number, from 1.</param>
/// <param name="At">When it ended.</param>
/// <param name="Outcome">What it came to.</param>
public sealed record RecordedOutcome(string Trigger, long Position, int Attempt, DateTimeOffset At, AttemptOutcome Outcome)
{
    /// <summary>Whether the trigger was deleted since; another one may have its name.</summary>
    public bool IsDeleted { get; init; }
}
