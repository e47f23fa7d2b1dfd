namespace Wasmill.Web.Connections;

// Tested by: ConnectionTests
/// <summary>The connections that a server keeps open, bounded. When all slots are taken, a new connection takes that of the one that has been idle longest.</summary>
/// <param name="most">Number of slots.</param>
/// <param name="time">The clock of idleness.</param>
internal sealed class ConnectionPlaces(int most, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ConnectionPlace> _open = [];

    /// <summary>The clock's timestamp.</summary>
    public long Now => time.GetTimestamp();

    /// <summary>Number of slots taken.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    /// <summary>Takes a slot for a connection that was just accepted.</summary>
    /// <returns>Null when every open connection has a request to answer.</returns>
    public ConnectionPlace? TryTake()
    {
        var place = new ConnectionPlace(this);
        ConnectionPlace? evicted = null;
        lock (_lock)
        {
            if (_open.Count >= most)
            {
                evicted = FindIdlest();
                if (evicted is null)
                    return null;
                _open.Remove(evicted);
            }

            _open.Add(place);
        }

        // Outside of the lock: it runs the connection's own callbacks. The descriptor is closed when it returns.
        evicted?.Evict();
        return place;
    }

    /// <summary>Gives a slot back.</summary>
    public void Release(ConnectionPlace place)
    {
        lock (_lock)
            _open.Remove(place);
    }

    private ConnectionPlace? FindIdlest()
    {
        ConnectionPlace? found = null;
        foreach (var place in _open)
        {
            if (place.IsIdle && place.Connection is not null && (found is null || place.IdleSince < found.IdleSince))
                found = place;
        }

        return found;
    }
}
