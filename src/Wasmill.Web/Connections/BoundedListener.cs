using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Wasmill.Web.Connections;

/// <summary>Accepts TCP connections into a bounded number of slots. Kestrel's own limit closes a connection only after its descriptor was taken and a thread was found for it.</summary>
internal sealed class BoundedListener(
    Socket socket, SocketConnectionContextFactory connections, ConnectionPlaces places, ILogger log, TimeProvider time) : IConnectionListener
{
    // Accepting fails at once while the process has no descriptor: trying again without a pause would take a whole processor.
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
            catch (Exception error) when (error is ObjectDisposedException or OperationCanceledException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return null;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
            {
                log.NoConnectionAccepted(EndPoint, error.Message);
                await Task.Delay(Pause, time, CancellationToken.None);
            }
            catch (SocketException)
            {
                // The client has gone before its connection was accepted.
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
            // The client has gone.
            places.Release(place);
            accepted.Dispose();
            return null;
        }
    }
}
