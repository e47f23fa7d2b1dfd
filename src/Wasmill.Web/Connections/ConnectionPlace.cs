using Microsoft.AspNetCore.Connections;

namespace Wasmill.Web.Connections;

/// <summary>The slot of an open connection of a server. A feature of the connection.</summary>
internal sealed class ConnectionPlace(ConnectionPlaces owner)
{
    private int _requests;
    private long _idleSince = owner.Now;

    /// <summary>The connection; null until it is created.</summary>
    public ConnectionContext? Connection { get; set; }

    /// <summary>The reader that checks the framing of chunked bodies; null before the first byte has arrived.</summary>
    public CheckedReader? Input { get; set; }

    /// <summary>Indicates whether no request is in progress.</summary>
    public bool IsIdle => Volatile.Read(ref _requests) == 0;

    /// <summary>Timestamp of the accept or of the last response. Bytes of an incomplete request head do not change it.</summary>
    public long IdleSince => Volatile.Read(ref _idleSince);

    /// <summary>Records the start of a request.</summary>
    public void BeginRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Records the end of a request.</summary>
    public void EndRequest()
    {
        Volatile.Write(ref _idleSince, owner.Now);
        Interlocked.Decrement(ref _requests);
    }

    /// <summary>Closes the connection to free its slot for another one.</summary>
    public void Evict() => Connection?.Abort(new ConnectionAbortedException("The server needs the connection's slot."));
}
