using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Databases;

namespace Wasmill.Functions.Capabilities.Sqlite;

/// <summary>The resource <c>connection</c> of the interfaces of SQLite.</summary>
/// <param name="connection">The connection.</param>
/// <param name="opened">The open connections of the call, which it is one of.</param>
internal sealed class ConnectionResource(ISqliteConnection connection, SqliteConnections opened) : IResource
{
    /// <inheritdoc />
    public static string TypeName => "connection";

    /// <summary>The connection.</summary>
    public ISqliteConnection Connection => connection;

    /// <inheritdoc />
    public void Drop() => opened.Close(connection);
}
