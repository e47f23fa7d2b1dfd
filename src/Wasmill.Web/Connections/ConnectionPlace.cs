using Microsoft.AspNetCore.Connections;

namespace Wasmill.Web.Connections;

/// <summary>A connection's slot among those that a server keeps open. A feature of the connection.</summary>
internal sealed class ConnectionPlace(ConnectionPlaces owner)
{
    private int _requests;
    private long _idleSince = owner.Now;

    /// <summary>The connection; null until it is made.</summary>
    public ConnectionContext? Connection { get; set; }

    /// <summary>Checks the framing of chunked bodies; null before the first byte has come.</summary>
    public CheckedReader? Input { get; set; }

    /// <summary>Whether no request is being answered.</summary>
    public bool IsIdle => Volatile.Read(ref _requests) == 0;

    /// <summary>Timestamp of the accept or of the last answer. Bytes of an unfinished head do not change it.</summary>
    public long IdleSince => Volatile.Read(ref _idleSince);

    /// <summary>Notes that a request has come.</summary>
    public void BeginRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Notes that a request was answered.</summary>
    public void EndRequest()
    {
        Volatile.Write(ref _idleSince, owner.Now);
        Interlocked.Decrement(ref _requests);
    }

    /// <summary>Closes the connection to make room for another one.</summary>
    public void Evict() => Connection?.Abort(new ConnectionAbortedException("The server needs the connection's slot."));
}
