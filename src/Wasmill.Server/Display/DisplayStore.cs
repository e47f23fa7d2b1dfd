using System.Threading.Channels;

namespace Wasmill.Server.Display;

/// <summary>The last events of a display, and those who watch them come.</summary>
internal sealed class DisplayStore
{
    private const int Capacity = 1_000;
    private readonly Lock _lock = new();
    private readonly Queue<DisplayedEvent> _events = new();
    private readonly HashSet<Channel<DisplayedEvent>> _watchers = [];
    private long _next = 1;

    /// <summary>Takes an event.</summary>
    public void Add(Wasmill.Events.CloudEvent cloudEvent, DateTimeOffset now)
    {
        lock (_lock)
        {
            var shown = new DisplayedEvent(_next++, now, cloudEvent);
            _events.Enqueue(shown);
            if (_events.Count > Capacity)
                _events.Dequeue();
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(shown);
        }
    }

    /// <summary>The events so far, and a channel that gets every later one. A watcher that is too slow misses the oldest.</summary>
    public (DisplayedEvent[] Past, Channel<DisplayedEvent> Future) Watch()
    {
        lock (_lock)
        {
            var channel = Channel.CreateBounded<DisplayedEvent>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });
            _watchers.Add(channel);
            return ([.. _events], channel);
        }
    }

    /// <summary>Ends a watch.</summary>
    public void Unwatch(Channel<DisplayedEvent> channel)
    {
        lock (_lock)
            _watchers.Remove(channel);
    }
}
