using Wasmill.Events;

namespace Wasmill.Server.Display;

// Tested by: DisplayBoundTests
/// <summary>
/// The last events of a display, limited in number and bytes. A watcher's only state is the number of the last event that it has seen: a
/// slow one misses the oldest.
/// </summary>
internal sealed class DisplayStore
{
    /// <summary>Maximum number of events. The page keeps as many.</summary>
    public const int MostEvents = 10_000;

    /// <summary>Maximum total size of all events, in bytes.</summary>
    public const long MostBytes = 64L << 20;

    private readonly Lock _lock = new();
    private readonly List<DisplayedEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _next = 1;

    /// <summary>Approximate number of bytes stored.</summary>
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

    /// <summary>Adds an event.</summary>
    public void Add(CloudEvent cloudEvent, DisplayedRequest request, DateTimeOffset now)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            var shown = DisplayedEvent.Of(_next++, now, cloudEvent, request);
            _events.Add(shown);
            Bytes += shown.Size;
            Trim();
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
    }

    /// <summary>Finds the first event after a number; null if none.</summary>
    public DisplayedEvent? After(long number)
    {
        lock (_lock)
        {
            // The numbers are consecutive.
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
