using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Sources;

// Tested by: SourceHostTests
/// <summary>The status of one source across its runs. Thread-safe.</summary>
internal sealed class SourceReport
{
    private readonly Lock _lock = new();
    private SourceStatus _status;

    /// <summary>Creates the status of a new source.</summary>
    public SourceReport(string name) => _status = new SourceStatus(name, SourceState.Starting);

    /// <summary>Creates the status of a changed source, with the counts so far. Later reports of the old source are not included.</summary>
    public SourceReport(SourceReport old)
        => _status = old.Current with { State = SourceState.Starting, Until = null, Reason = "", Next = null };

    /// <summary>The current status.</summary>
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

    /// <summary>Counts the result of a batch.</summary>
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

    /// <summary>Records a failed run.</summary>
    public void NoteFailure(DateTimeOffset now, string reason)
    {
        lock (_lock)
            _status = _status with { LastFailure = new SourceFailure(now, reason), Restarts = _status.Restarts + 1, Next = null };
    }
}
