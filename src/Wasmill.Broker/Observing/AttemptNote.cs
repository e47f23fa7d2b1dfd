using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Observing;

/// <summary>An attempt whose outcome is stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Target">The target's name.</param>
/// <param name="Number">Number of the attempt, from 1.</param>
/// <param name="Result">Result from the target.</param>
/// <param name="Outcome">Outcome of the attempt.</param>
/// <param name="Replies">Stored reply events.</param>
/// <param name="At">Time when the attempt ended.</param>
public sealed record AttemptNote(
    StoredEvent Event, string Trigger, string Target, int Number, DeliveryResult Result, AttemptOutcome Outcome,
    IReadOnlyList<StoredEvent> Replies, DateTimeOffset At);
