using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.OutboundHttp;
using Wasmill.Functions.Capabilities.Redis.Protocol;

namespace Wasmill.Functions.Capabilities.Redis;

// Tested by: RedisFunctionsTests
/// <summary>The open connections of one call. With it they go back to the host's pool, or are closed.</summary>
/// <param name="call">The call.</param>
/// <param name="pool">The host's connections; null if nothing is granted.</param>
internal sealed class RedisConnections(GuestCall call, RedisPool? pool) : IDisposable
{
    /// <summary>The maximum number of open connections.</summary>
    public const int Limit = 16;

    private readonly List<RedisConnection> _open = [];
    // Those of functions that take an address.
    private readonly Dictionary<string, RedisConnection> _byAddress = new(StringComparer.Ordinal);

    /// <summary>Opens a connection. The guest ends if its deadline comes first.</summary>
    /// <exception cref="RedisException">The address is not allowed, or the server cannot be reached.</exception>
    public RedisConnection Open(string text)
    {
        var address = RedisAddress.Parse(text) ?? throw new RedisException(
            "the address is not a valid one of Redis; use redis://host:port or rediss://host:port")
        { Error = RedisError.InvalidAddress };
        if (pool is null || !OutboundCapability.From(call).Hosts.Allows(address.Url))
        {
            CapabilityLog.Write(
                call, $"redis: {address}: add \"{address}\" to allowed_outbound_hosts of {call.Grants.Name} to allow it");
            throw new RedisException($"{address} is not allowed") { Error = RedisError.InvalidAddress };
        }

        if (_open.Count == Limit)
            throw new RedisException(FormattableString.Invariant($"the call has {Limit} connections open, which is the limit"))
            {
                Error = RedisError.TooManyConnections,
            };
        var connection = Wait(token => pool.RentAsync(address, token));
        _open.Add(connection);
        return connection;
    }

    /// <summary>Finds the connection to an address, or opens it.</summary>
    /// <exception cref="RedisException">The address is not allowed, or the server cannot be reached.</exception>
    public RedisConnection OpenOnce(string text)
    {
        if (_byAddress.TryGetValue(text, out var known))
        {
            if (!known.IsBroken)
                return known;
            _byAddress.Remove(text);
            Close(known);
        }

        return _byAddress[text] = Open(text);
    }

    /// <summary>Sends a command and reads its reply. The guest ends if its deadline comes first.</summary>
    /// <exception cref="RedisException">The command failed.</exception>
    public RedisReply Send(RedisConnection connection, IReadOnlyList<ReadOnlyMemory<byte>> command)
        => Wait(token => connection.SendAsync(command, call.Grants.Limits.OutboundBodyBytes, token));

    /// <summary>Closes a connection.</summary>
    public void Close(RedisConnection connection)
    {
        if (_open.Remove(connection))
            pool!.Return(connection);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var connection in _open)
            pool!.Return(connection);
        _open.Clear();
    }

    private T Wait<T>(Func<CancellationToken, Task<T>> begin)
    {
        try
        {
            call.Worker?.BeginWait();
            // The second wait gives up on a DNS server that ignores the cancellation.
            return begin(call.Cancellation).WaitAsync(call.Cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            call.End(FunctionFailure.Deadline, "deadline: the function was still waiting for a Redis server when its deadline passed");
            throw;
        }
        finally
        {
            call.Worker?.EndWait();
        }
    }
}
