using System.Net;
using System.Net.Sockets;

namespace Wasmill.Client.Processes;

/// <summary>Finds a port that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>A free port on loopback. Another process may take it before it is used; whoever listens reports that.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
