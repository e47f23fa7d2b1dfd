using System.Collections.Concurrent;

namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>A SQLite file and the connections to it that nobody uses at the moment. Threads never share a connection.</summary>
internal sealed class SqliteFile(string path, TimeProvider time) : IDisposable
{
    // As many as a host has workers by default on four cores. A connection costs some 100 KiB; more than these are closed after use.
    private const int IdleLimit = 16;

    private readonly ConcurrentBag<SqliteSession> _idle = [];

    /// <summary>Takes a connection that waits for others no longer than this.</summary>
    /// <exception cref="KeyValueException">The file cannot be opened.</exception>
    public SqliteLease Rent(TimeSpan patience)
    {
        var session = _idle.TryTake(out var idle) ? idle : SqliteSession.Open(path, patience, time);
        session.WaitAtMost(patience);
        return new SqliteLease(this, session);
    }

    /// <summary>Gives a connection back.</summary>
    public void Return(SqliteSession session)
    {
        if (_idle.Count < IdleLimit)
            _idle.Add(session);
        else
            session.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        while (_idle.TryTake(out var session))
            session.Dispose();
    }
}
