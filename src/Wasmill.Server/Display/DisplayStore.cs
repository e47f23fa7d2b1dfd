namespace Wasmill.Server.Display;

// Tested by: DisplayBoundTests
/// <summary>
/// The last events of a display, bounded in number and bytes. Watchers keep nothing but the number of the last event that they have seen: a
/// slow one misses the oldest.
/// </summary>
internal sealed class DisplayStore
{
    private const int MostEvents = 1_000;

    /// <summary>Most bytes of all events together.</summary>
    public const long MostBytes = 64L << 20;

    private readonly Lock _lock = new();
    private readonly List<DisplayedEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _next = 1;

    /// <summary>Bytes that are kept, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Completes with the next event.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
                return _changed.Task;
        }
    }

    /// <summary>Takes an event.</summary>
    public void Add(Wasmill.Events.CloudEvent cloudEvent, DateTimeOffset now)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            var shown = DisplayedEvent.Of(_next++, now, cloudEvent);
            _events.Add(shown);
            Bytes += shown.Size;
            Trim();
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    /// <summary>The first event after a number, or null.</summary>
    public DisplayedEvent? After(long number)
    {
        lock (_lock)
        {
            // The numbers follow one another.
            var index = _events.Count == 0 ? 0 : Math.Max(0, number + 1 - _events[0].Number);
            return index < _events.Count ? _events[(int)index] : null;
        }
    }

    private void Trim()
    {
        var dropped = 0;
        while (_events.Count - dropped > MostEvents || (Bytes > MostBytes && _events.Count - dropped > 1))
            Bytes -= _events[dropped++].Size;
        _events.RemoveRange(0, dropped);
    }
}
