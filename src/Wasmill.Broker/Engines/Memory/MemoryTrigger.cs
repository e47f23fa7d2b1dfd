using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Engines.Memory;

// Tested by: MemoryEngineTests
/// <summary>
/// What the engine keeps of one trigger: deliveries that are ready, and those that wait for their time. Guarded by the engine's lock.
/// </summary>
internal sealed class MemoryTrigger(string name, EventFilter filter) : IMatchedTrigger
{
    /// <summary>The trigger's name.</summary>
    public string Name { get; } = name;

    /// <summary>Which events it gets.</summary>
    public EventFilter Filter { get; set; } = filter;

    /// <summary>Deliveries that can be made now, in order.</summary>
    public LinkedList<MemoryDelivery> Ready { get; } = new();

    /// <summary>Deliveries that were given out and have no outcome yet.</summary>
    public HashSet<MemoryDelivery> Leased { get; } = [];

    /// <summary>Deliveries that wait for their time.</summary>
    public PriorityQueue<MemoryDelivery, DateTimeOffset> Delayed { get; } = new();

    /// <summary>Whether the trigger was deleted.</summary>
    public bool Deleted { get; set; }

    /// <summary>Woken when there is something to look at. Replaced each time.</summary>
    public TaskCompletionSource Changed { get; private set; } = NewSignal();

    /// <summary>Deliveries without a final outcome.</summary>
    public int Lag => Ready.Count + Leased.Count + Delayed.Count;

    /// <summary>The lowest position without a final outcome; null when there is none.</summary>
    public long? Floor => Open.Min(delivery => (long?)delivery.Event.Position);

    /// <summary>When the oldest event without a final outcome arrived; null when there is none.</summary>
    public DateTimeOffset? Oldest => Open.Min(delivery => (DateTimeOffset?)delivery.Event.Arrived);

    /// <summary>Wakes who waits.</summary>
    public void Signal()
    {
        var waiters = Changed;
        Changed = NewSignal();
        waiters.SetResult();
    }

    private IEnumerable<MemoryDelivery> Open => Ready.Concat(Leased).Concat(Delayed.UnorderedItems.Select(item => item.Element));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
