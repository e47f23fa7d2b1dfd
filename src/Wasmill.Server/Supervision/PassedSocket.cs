using System.Net;
using System.Net.Sockets;
using Wasmill.Client;

namespace Wasmill.Server.Supervision;

/// <summary>
/// A listening socket that the service manager has opened (socket activation). It outlives the process, so that connections wait during a
/// restart instead of being refused.
/// </summary>
public static class PassedSocket
{
    // SD_LISTEN_FDS_START.
    private const int FirstDescriptor = 3;

    /// <summary>Takes over the passed socket; returns null if there is none.</summary>
    /// <exception cref="ServerException">There are several, or it is not a listening TCP socket.</exception>
    public static Socket? Take(ServiceEnvironment environment) => environment.Sockets switch
    {
        0 => null,
        1 => Open(FirstDescriptor),
        var count => throw new ServerException($"the service manager has passed {count} sockets; use one ListenStream= in the socket unit"),
    };

    /// <summary>Takes over a descriptor.</summary>
    /// <exception cref="ServerException">It is not a listening TCP socket.</exception>
    internal static Socket Open(int descriptor)
    {
        Socket? socket = null;
        try
        {
            // It keeps its flags: .NET disconnects a socket that it closes if the socket is close-on-exec, because it takes such a socket
            // for the process's own. The service manager's would stop listening.
            socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
            if (socket is { SocketType: SocketType.Stream, LocalEndPoint: IPEndPoint }
                && socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection) is not 0)
                return socket;
        }
        catch (SocketException)
        {
            // Not a socket.
        }

        socket?.Dispose();
        throw new ServerException(
            "the service manager has passed something else than a listening TCP socket; "
                + "use ListenStream= with a port, or an address and port, in the socket unit");
    }
}
