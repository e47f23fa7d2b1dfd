using System.Net.Sockets;
using System.Text;

namespace Wasmill.Connectors.Tests.Delivery;

/// <summary>Reads the beginning of a request from a socket.</summary>
internal static class RequestHead
{
    /// <summary>The lines up to the empty one, and what of the body came with them.</summary>
    public static async Task<(string Head, byte[] Body)> ReadAsync(Socket socket)
    {
        var received = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (true)
        {
            var end = Encoding.ASCII.GetString(received.ToArray()).IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var bytes = received.ToArray();
                return (Encoding.ASCII.GetString(bytes, 0, end + 4), bytes[(end + 4)..]);
            }

            var count = await socket.ReceiveAsync(buffer);
            if (count == 0)
                return ("", []);
            received.Write(buffer, 0, count);
        }
    }
}
