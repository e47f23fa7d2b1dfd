using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wasmill.Connectors.Tests.Delivery;

/// <summary>A forward proxy with basic authentication: it forwards requests to http addresses and opens tunnels to others.</summary>
internal sealed class TestProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string? _authorization;
    private readonly Task _accepting;

    /// <summary>Starts a proxy.</summary>
    /// <param name="credentials"><c>user:password</c> that it asks for, or null.</param>
    public TestProxy(string? credentials)
    {
        _authorization = credentials is null ? null : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The first lines of the requests that were let through.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var ends = _stop.Token.Register(client.Dispose);
        try
        {
            var (head, body) = await ReadAllowedAsync(client);
            if (head.Length == 0)
                return;
            var line = head.Split(' ', 3);
            Requests.Enqueue($"{line[0]} {line[1]}");
            var isTunnel = line[0] == "CONNECT";
            var place = isTunnel ? new Uri($"tcp://{line[1]}") : new Uri(line[1]);
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await server.ConnectAsync(place.Host, place.Port, _stop.Token);
            if (isTunnel)
                await client.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
            else
                await server.SendAsync(Encoding.ASCII.GetBytes($"{line[0]} {place.PathAndQuery} {line[2]}").Concat(body).ToArray());
            await Task.WhenAny(PipeAsync(client, server), PipeAsync(server, client));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two has left.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task<(string Head, byte[] Body)> ReadAllowedAsync(Socket client)
    {
        while (true)
        {
            var (head, body) = await RequestHead.ReadAsync(client);
            if (head.Length == 0
                || _authorization is null
                || head.Contains($"Proxy-Authorization: {_authorization}\r\n", StringComparison.OrdinalIgnoreCase))
                return (head, body);
            await DrainAsync(client, head, body.Length);
            await client.SendAsync("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        }
    }

    private static async Task DrainAsync(Socket client, string head, int received)
    {
        const string Name = "content-length: ";
        var start = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        var length = start < 0
            ? 0
            : int.Parse(head.AsSpan(start + Name.Length, head.IndexOf('\r', start) - start - Name.Length), CultureInfo.InvariantCulture);
        while (received < length && await client.ReceiveAsync(new byte[4096]) is > 0 and var count)
            received += count;
    }

    private static async Task PipeAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 << 10];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
            await to.SendAsync(buffer.AsMemory(0, count));
    }
}
