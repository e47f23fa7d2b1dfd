using Wasmill.Functions.Calls.Resources;
using Wasmill.Functions.Capabilities.Redis.Protocol;

namespace Wasmill.Functions.Capabilities.Redis;

/// <summary>The resource <c>connection</c> of <c>fermyon:spin/redis@2.0.0</c>.</summary>
/// <param name="connection">The connection.</param>
/// <param name="opened">The open connections of the call, which it is one of.</param>
internal sealed class RedisResource(RedisConnection connection, RedisConnections opened) : IResource
{
    /// <inheritdoc />
    public static string TypeName => "connection";

    /// <summary>The connection.</summary>
    public RedisConnection Connection => connection;

    /// <inheritdoc />
    public void Drop() => opened.Close(connection);
}
