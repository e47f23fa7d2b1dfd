using System.Threading.Channels;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Observing;

/// <summary>A subscription to the events. A slow reader loses events, which are counted; it never delays the broker.</summary>
internal sealed class EventWatch : IEventObserver
{
    private const int Capacity = 1_000;
    private long _dropped;

    /// <summary>Creates a watch.</summary>
    public EventWatch()
        => Events = Channel.CreateBounded<StoredEvent>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest },
            _ => Interlocked.Increment(ref _dropped));

    /// <summary>The events.</summary>
    public Channel<StoredEvent> Events { get; }

    /// <inheritdoc />
    public void Matched(StoredEvent stored, IReadOnlyList<MatchedTrigger> triggers) => Events.Writer.TryWrite(stored);

    /// <inheritdoc />
    public void Attempted(AttemptNote attempt)
    {
        // Replies are separate events.
    }

    /// <summary>Takes the number of events dropped since the last call.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);
}
