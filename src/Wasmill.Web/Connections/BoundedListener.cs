using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Wasmill.Web.Connections;

// Tested by: ConnectionTests
/// <summary>
/// Accepts TCP connections into a bounded number of slots. Kestrel's limit closes a connection only after it has taken a descriptor and a
/// thread.
/// </summary>
internal sealed class BoundedListener(
    Socket socket, SocketConnectionContextFactory connections, ConnectionPlaces places, ILogger log, TimeProvider time)
    : IConnectionListener
{
    // Accepting fails immediately while the process has no free descriptor: retrying without a pause would use a whole processor.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc />
    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <inheritdoc />
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var accepted = await socket.AcceptAsync(cancellationToken);
                if (Take(accepted) is { } connection)
                    return connection;
            }
            catch (Exception error) when (error is ObjectDisposedException or OperationCanceledException
                or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (SocketException error)
                when (error.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                log.NoConnectionAccepted(EndPoint, error.Message);
                await Task.Delay(Pause, time, CancellationToken.None);
            }
            catch (SocketException)
            {
                // The client disconnected before its connection was accepted.
            }
        }
    }

    /// <inheritdoc />
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        connections.Dispose();
        return ValueTask.CompletedTask;
    }

    private ConnectionContext? Take(Socket accepted)
    {
        if (places.TryTake() is not { } place)
        {
            accepted.Dispose();
            return null;
        }

        try
        {
            accepted.NoDelay = true;
            var connection = connections.Create(accepted);
            connection.Features.Set(place);
            place.Connection = connection;
            return connection;
        }
        catch (SocketException)
        {
            // The client disconnected.
            places.Release(place);
            accepted.Dispose();
            return null;
        }
    }
}
