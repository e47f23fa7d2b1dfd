using System.Net.Sockets;
using System.Text;

namespace Wasmill.Testing;

/// <summary>The socket on which a service manager such as systemd receives notifications.</summary>
public sealed class NotifySocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    /// <summary>Opens it.</summary>
    /// <param name="path">Its path, or a name that begins with NUL in Linux's abstract namespace.</param>
    public NotifySocket(string path) => _socket.Bind(new UnixDomainSocketEndPoint(path));

    /// <summary>Receives the next notification: its lines.</summary>
    public async Task<string[]> ReceiveAsync()
    {
        var buffer = new byte[4096];
        using var timeout = new CancellationTokenSource(Patience);
        var count = await _socket.ReceiveAsync(buffer, timeout.Token);
        return Encoding.UTF8.GetString(buffer, 0, count).Split('\n');
    }

    /// <summary>Receives notifications until one has this line, and gives that one.</summary>
    public async Task<string[]> WaitForAsync(string line)
    {
        while (true)
        {
            var lines = await ReceiveAsync();
            if (lines.Contains(line))
                return lines;
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => _socket.Dispose();
}
