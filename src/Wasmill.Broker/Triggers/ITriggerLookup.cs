using Wasmill.Broker.Records;

namespace Wasmill.Broker.Triggers;

/// <summary>The triggers of a broker, running or stopped.</summary>
public interface ITriggerLookup
{
    /// <summary>Finds the current model of a trigger; null if it does not exist.</summary>
    TriggerModel? FindTrigger(string name);

    /// <summary>Finds the current triggers that match an event.</summary>
    IReadOnlyList<TriggerModel> Matching(StoredEvent stored);
}
