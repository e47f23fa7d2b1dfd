using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Wasmill.Web.Connections;

// Tested by: Http2Tests
/// <summary>
/// A Kestrel endpoint without a socket: it receives connections that another endpoint has accepted and identified as HTTP/2.
/// </summary>
internal sealed class Http2Listener : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    private readonly Channel<Http2Connection> _connections = Channel.CreateUnbounded<Http2Connection>();

    /// <inheritdoc />
    public EndPoint EndPoint { get; } = new Http2EndPoint();

    /// <summary>Hands a connection to the HTTP/2 server and waits until it has ended.</summary>
    public Task ServeAsync(ConnectionContext connection)
    {
        var handed = new Http2Connection(connection);
        return _connections.Writer.TryWrite(handed) ? handed.Ended : Task.CompletedTask;
    }

    /// <inheritdoc />
    public bool CanBind(EndPoint endpoint) => ReferenceEquals(endpoint, EndPoint);

    /// <inheritdoc />
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        => ValueTask.FromResult<IConnectionListener>(this);

    /// <inheritdoc />
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        => await _connections.Reader.WaitToReadAsync(cancellationToken) && _connections.Reader.TryRead(out var connection)
            ? connection
            : null;

    /// <inheritdoc />
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _connections.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the connections that were not accepted.</summary>
    public async ValueTask DisposeAsync()
    {
        _connections.Writer.TryComplete();
        while (_connections.Reader.TryRead(out var connection))
            await connection.DisposeAsync();
    }
}
