namespace Wasmill.Functions.Capabilities.Redis.Protocol;

// Tested by: RedisPoolTests
/// <summary>The idle connections of a host, by address with user, password and database. Thread-safe.</summary>
/// <param name="time">The clock.</param>
internal sealed class RedisPool(TimeProvider time) : IDisposable
{
    /// <summary>The maximum number of idle connections.</summary>
    public const int Limit = 64;

    /// <summary>The time after which an idle connection is closed.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    // The last one was used last.
    private readonly List<(RedisConnection Connection, long Since)> _idle = [];
    private ITimer? _timer;
    private bool _isDisposed;

    /// <summary>The number of idle connections.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _idle.Count;
        }
    }

    /// <summary>Takes an idle connection, or opens one.</summary>
    /// <exception cref="RedisException">The server cannot be reached, or refuses.</exception>
    public async Task<RedisConnection> RentAsync(RedisAddress address, CancellationToken cancellationToken)
    {
        while (TryTake(address) is { } idle)
        {
            if (idle.IsAlive)
                return idle;
            idle.Dispose();
        }

        return await RedisConnection.OpenAsync(address, cancellationToken);
    }

    /// <summary>Returns a connection, which is closed if it is of no use to others.</summary>
    public void Return(RedisConnection connection)
    {
        lock (_lock)
        {
            if (!connection.IsBroken && !connection.IsTainted && _idle.Count < Limit && !_isDisposed)
            {
                _idle.Add((connection, time.GetTimestamp()));
                _timer ??= time.CreateTimer(_ => CloseOld(), null, IdleTime, IdleTime);
                return;
            }
        }

        connection.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
            foreach (var (connection, _) in _idle)
                connection.Dispose();
            _idle.Clear();
        }
    }

    private RedisConnection? TryTake(RedisAddress address)
    {
        lock (_lock)
        {
            var found = _idle.FindLastIndex(one => one.Connection.Address == address);
            if (found < 0)
                return null;
            var connection = _idle[found].Connection;
            _idle.RemoveAt(found);
            return connection;
        }
    }

    private void CloseOld()
    {
        lock (_lock)
        {
            foreach (var (connection, _) in _idle.Where(one => time.GetElapsedTime(one.Since) >= IdleTime))
                connection.Dispose();
            _idle.RemoveAll(one => time.GetElapsedTime(one.Since) >= IdleTime);
            if (_idle.Count > 0)
                return;
            _timer?.Dispose();
            _timer = null;
        }
    }
}
