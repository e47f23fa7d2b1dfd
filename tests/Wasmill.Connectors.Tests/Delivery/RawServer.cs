using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wasmill.Connectors.Tests.Delivery;

/// <summary>A server that does what no HTTP server would: it reads a request and answers with bytes, or resets the connection.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[]? _answer;
    private readonly Task _accepting;
    private int _requests;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">What it answers with before it closes the connection; null to reset it.</param>
    public RawServer(string? answer)
    {
        _answer = answer is null ? null : Encoding.ASCII.GetBytes(answer);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    public int Requests => Volatile.Read(ref _requests);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                await ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            await RequestHead.ReadAsync(socket);
            Interlocked.Increment(ref _requests);
            if (_answer is null)
            {
                socket.LingerState = new LingerOption(true, 0);
                return;
            }

            await socket.SendAsync(_answer);
            socket.Shutdown(SocketShutdown.Send);
            // To the client's end, so that what it still sends resets nothing.
            while (await ReceiveAsync(socket) > 0)
            {
            }
        }
    }

    private static async Task<int> ReceiveAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[4096]);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
