using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Records;
using Wasmill.Broker.Triggers;

namespace Wasmill.Broker.History;

// Tested by: TraceTests
/// <summary>Puts stored events and the outcomes of their attempts together as trees.</summary>
internal sealed class TraceTree(
    ITriggerLookup triggers,
    IReadOnlyDictionary<string, long> floors,
    IEnumerable<StoredEvent> replies,
    IEnumerable<RecordedOutcome> outcomes)
{
    private readonly ILookup<(long Position, string Trigger), StoredEvent> _replies =
        replies.ToLookup(reply => (reply.Cause!.Position, reply.Cause.Trigger));
    private readonly ILookup<long, RecordedOutcome> _outcomes = outcomes.ToLookup(outcome => outcome.Position);

    /// <summary>The tree below an event. No deeper than the limit of hops.</summary>
    public EventTrace Build(StoredEvent stored)
    {
        var attempts = _outcomes[stored.Position].ToLookup(outcome => (Name: outcome.Trigger, outcome.IsDeleted));
        // An event below a trigger's floor without an attempt is older than the trigger.
        var waiting = triggers.Matching(stored)
            .Where(trigger => stored.Position >= floors.GetValueOrDefault(trigger.Name))
            .Select(trigger => (trigger.Name, false));
        var deliveries = new List<DeliveryTrace>();
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, isDeleted) in attempts.Select(group => group.Key).Union(waiting))
            deliveries.Add(Delivery(stored, name, isDeleted, [.. attempts[(name, isDeleted)]], answered.Add(name)));
        return new EventTrace(stored, deliveries);
    }

    // If a deleted and a new trigger share a name, replies are shown once: with the first that received the event.
    private DeliveryTrace Delivery(
        StoredEvent stored, string name, bool isDeleted, IReadOnlyList<RecordedOutcome> attempts, bool hasReplies)
    {
        var last = attempts is [.., var latest] ? latest.Outcome : null;
        var state = last switch
        {
            null => DeliveryState.Pending,
            AttemptOutcome.Delivered => DeliveryState.Delivered,
            AttemptOutcome.RetryAt => DeliveryState.Retrying,
            _ => DeliveryState.GivenUp,
        };
        var target = isDeleted ? "" : triggers.FindTrigger(name)?.Target ?? "";
        return new DeliveryTrace(
            name, target, state, [.. attempts.Select(Attempt)], (last as AttemptOutcome.RetryAt)?.Due,
            hasReplies ? [.. _replies[(stored.Position, name)].Select(Build)] : [])
        { IsDeleted = isDeleted };
    }

    /// <summary>The attempt of a stored outcome.</summary>
    public static AttemptRecord Attempt(RecordedOutcome recorded) => recorded.Outcome switch
    {
        AttemptOutcome.RetryAt retry => new AttemptRecord(recorded.Attempt, recorded.At, retry.Status, retry.Reason, []),
        AttemptOutcome.GivenUp given => new AttemptRecord(recorded.Attempt, recorded.At, given.Status, given.Detail, []),
        _ => new AttemptRecord(recorded.Attempt, recorded.At, null, "", []),
    };
}
