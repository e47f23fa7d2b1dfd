namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>A connection for one operation; disposing it returns the connection.</summary>
internal readonly struct SqliteLease(SqliteFile file, SqliteSession session) : IDisposable
{
    /// <summary>The connection.</summary>
    public SqliteSession Session => session;

    /// <inheritdoc />
    public void Dispose() => file.Return(session);
}
