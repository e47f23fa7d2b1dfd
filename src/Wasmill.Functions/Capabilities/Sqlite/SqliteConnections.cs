using Wasmill.Functions.Databases;

namespace Wasmill.Functions.Capabilities.Sqlite;

/// <summary>The open connections of one call. They are closed with it, which undoes their open transactions.</summary>
internal sealed class SqliteConnections : IDisposable
{
    /// <summary>
    /// The maximum number of open connections. Each may have a cache of 2 MiB and temporary tables beside the memory of the guest.
    /// </summary>
    public const int Limit = 16;

    private readonly HashSet<ISqliteConnection> _open = [];

    /// <summary>Indicates whether the limit is reached.</summary>
    public bool IsFull => _open.Count == Limit;

    /// <summary>Adds a connection.</summary>
    public void Add(ISqliteConnection connection) => _open.Add(connection);

    /// <summary>Closes a connection.</summary>
    public void Close(ISqliteConnection connection)
    {
        if (_open.Remove(connection))
            connection.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var connection in _open)
            connection.Dispose();
        _open.Clear();
    }
}
