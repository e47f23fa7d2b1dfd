using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Engines.Memory;

// Tested by: MemoryEngineTests
/// <summary>
/// The state of one trigger: deliveries that are ready and deliveries that wait for a retry. Guarded by the engine's lock.
/// </summary>
internal sealed class MemoryTrigger(string name, EventFilter filter) : IMatchedTrigger
{
    /// <summary>The trigger's name.</summary>
    public string Name { get; } = name;

    /// <summary>Selects the events of the trigger.</summary>
    public EventFilter Filter { get; set; } = filter;

    /// <summary>Deliveries that are due, in order.</summary>
    public LinkedList<MemoryDelivery> Ready { get; } = new();

    /// <summary>Deliveries that were handed out and have no outcome yet.</summary>
    public HashSet<MemoryDelivery> Leased { get; } = [];

    /// <summary>Deliveries that wait for their retry time.</summary>
    public PriorityQueue<MemoryDelivery, DateTimeOffset> Delayed { get; } = new();

    /// <summary>Indicates whether the trigger was deleted.</summary>
    public bool Deleted { get; set; }

    /// <summary>Completes when a delivery may be ready. Replaced each time.</summary>
    public TaskCompletionSource Changed { get; private set; } = NewSignal();

    /// <summary>Deliveries without a final outcome.</summary>
    public int Lag => Ready.Count + Leased.Count + Delayed.Count;

    /// <summary>The lowest position without a final outcome; null if there is none.</summary>
    public long? Floor => Open.Min(delivery => (long?)delivery.Event.Position);

    /// <summary>Arrival time of the oldest event without a final outcome; null if there is none.</summary>
    public DateTimeOffset? Oldest => Open.Min(delivery => (DateTimeOffset?)delivery.Event.Arrived);

    /// <summary>Wakes the waiter.</summary>
    public void Signal()
    {
        var waiters = Changed;
        Changed = NewSignal();
        waiters.SetResult();
    }

    private IEnumerable<MemoryDelivery> Open => Ready.Concat(Leased).Concat(Delayed.UnorderedItems.Select(item => item.Element));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
