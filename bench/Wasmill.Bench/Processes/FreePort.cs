using System.Net;
using System.Net.Sockets;

namespace Wasmill.Bench.Processes;

/// <summary>Ports that nobody listens on.</summary>
internal static class FreePort
{
    /// <summary>A port on loopback that was free a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
