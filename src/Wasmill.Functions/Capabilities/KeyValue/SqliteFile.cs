using System.Collections.Concurrent;

namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>A SQLite file and its idle connections. Threads never share a connection.</summary>
internal sealed class SqliteFile(string path, TimeProvider time) : IDisposable
{
    // The default number of workers on four cores. A connection costs about 100 KiB; connections beyond this limit are closed after use.
    private const int IdleLimit = 16;

    private readonly ConcurrentBag<SqliteSession> _idle = [];

    /// <summary>Takes a connection that waits for other users up to <paramref name="patience"/>.</summary>
    /// <exception cref="KeyValueException">The file cannot be opened.</exception>
    public SqliteLease Rent(TimeSpan patience)
    {
        var session = _idle.TryTake(out var idle) ? idle : SqliteSession.Open(path, patience, time);
        session.WaitAtMost(patience);
        return new SqliteLease(this, session);
    }

    /// <summary>Returns a connection.</summary>
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
