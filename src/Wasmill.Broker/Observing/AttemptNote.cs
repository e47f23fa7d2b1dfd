using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Observing;

/// <summary>An attempt whose outcome is stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Target">The target's name.</param>
/// <param name="Number">The attempt's number, from 1.</param>
/// <param name="Result">What the target answered.</param>
/// <param name="Outcome">What follows from it.</param>
/// <param name="Replies">The events that its replies became.</param>
/// <param name="At">When it ended.</param>
public sealed record AttemptNote(
    StoredEvent Event, string Trigger, string Target, int Number, DeliveryResult Result, AttemptOutcome Outcome,
    IReadOnlyList<StoredEvent> Replies, DateTimeOffset At);
