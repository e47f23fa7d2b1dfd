using System.Net;
using System.Net.Sockets;

namespace Wasmill.Client.Processes;

/// <summary>Finds a free port.</summary>
public static class FreePort
{
    /// <summary>Finds a free port on loopback. Another process may take it first; the listener then reports the error.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
