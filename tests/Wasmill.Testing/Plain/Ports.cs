using System.Net;
using System.Net.Sockets;

namespace Wasmill.Testing;

/// <summary>Ports of this machine.</summary>
public static class Ports
{
    /// <summary>A port on loopback that nobody listens on.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
