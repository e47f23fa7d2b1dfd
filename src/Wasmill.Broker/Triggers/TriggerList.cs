using Wasmill.Broker.Records;

namespace Wasmill.Broker.Triggers;

// Tested by: StoppedBrokerTests
/// <summary>A fixed list of triggers.</summary>
/// <param name="triggers">The triggers.</param>
public sealed class TriggerList(IReadOnlyList<TriggerModel> triggers) : ITriggerLookup
{
    /// <inheritdoc />
    public TriggerModel? FindTrigger(string name) => triggers.FirstOrDefault(trigger => trigger.Name == name);

    /// <inheritdoc />
    public IReadOnlyList<TriggerModel> Matching(StoredEvent stored) => [.. triggers
        .Where(trigger => stored.Audience is { } audience ? audience == trigger.Name : trigger.Filter.Matches(stored.Event))];
}
