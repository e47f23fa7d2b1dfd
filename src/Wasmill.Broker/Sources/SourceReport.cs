using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Sources;

// Tested by: SourceHostTests
/// <summary>Keeps the status of one source over its runs. Safe for use by many threads.</summary>
internal sealed class SourceReport
{
    private readonly Lock _lock = new();
    private SourceStatus _status;

    /// <summary>Begins the status of a new source.</summary>
    public SourceReport(string name) => _status = new SourceStatus(name, SourceState.Starting);

    /// <summary>Begins with the counts of a source that has other settings now. What the old one still reports does not reach it.</summary>
    public SourceReport(SourceReport old)
        => _status = old.Current with { State = SourceState.Starting, Until = null, Reason = "", Next = null };

    /// <summary>The status as it is now.</summary>
    public SourceStatus Current
    {
        get
        {
            lock (_lock)
                return _status;
        }
    }

    /// <summary>Sets the state.</summary>
    public void Set(SourceState state, DateTimeOffset? until = null, string reason = "")
    {
        lock (_lock)
            _status = _status with { State = state, Until = until, Reason = reason };
    }

    /// <summary>Sets the time of the next event.</summary>
    public void SetNext(DateTimeOffset? next)
    {
        lock (_lock)
            _status = _status with { Next = next };
    }

    /// <summary>Counts what became of a batch.</summary>
    public void Note(AppendResult result, DateTimeOffset now)
    {
        lock (_lock)
        {
            _status = result switch
            {
                AppendResult.Stored stored => _status with { Published = _status.Published + stored.Events.Count, LastEvent = now },
                AppendResult.Duplicate => _status with { Duplicates = _status.Duplicates + 1 },
                _ => _status,
            };
        }
    }

    /// <summary>Notes a failed run.</summary>
    public void NoteFailure(DateTimeOffset now, string reason)
    {
        lock (_lock)
            _status = _status with { LastFailure = new SourceFailure(now, reason), Restarts = _status.Restarts + 1, Next = null };
    }
}
