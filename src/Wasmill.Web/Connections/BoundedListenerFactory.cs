using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Wasmill.Web.Connections;

// Tested by: ConnectionTests, ServiceTests
/// <summary>Creates TCP listeners for Kestrel.</summary>
/// <param name="places">The slots of the connections.</param>
/// <param name="passed">The socket that already listens on the address; null to open one.</param>
/// <param name="log">Receives failed accepts.</param>
/// <param name="time">The clock.</param>
internal sealed class BoundedListenerFactory(ConnectionPlaces places, Socket? passed, ILogger log, TimeProvider time)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <inheritdoc />
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    /// <inheritdoc />
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var connections = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), NullLogger.Instance);
        return ValueTask.FromResult<IConnectionListener>(
            new BoundedListener(passed ?? Open(endpoint), connections, places, log, time));
    }

    private static Socket Open(EndPoint endpoint)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.Listen(new SocketTransportOptions().Backlog);
            return socket;
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            throw error.SocketErrorCode == SocketError.AddressAlreadyInUse ? new AddressInUseException(error.Message, error) : error;
        }
    }
}
