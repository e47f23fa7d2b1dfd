using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Web.Requests;

/// <summary>
/// A request of a server to itself, so that the runtime compiles the code of a request before the first client needs it. It gets a handler
/// of its own, by the address of its connection, which no other client can have.
/// </summary>
/// <param name="handler">The handler of all other requests.</param>
internal sealed class WarmUpRequest(RequestDelegate handler)
{
    // An event, so that whatever handles events can be the handler.
    private const string Message = "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nce-specversion: 1.0\r\nce-id: 1\r\n"
        + "ce-type: wasmill.warm-up\r\nce-source: /warm-up\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

    private const int BufferBytes = 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private Running? _running;

    /// <summary>Handles a request.</summary>
    public Task HandleAsync(HttpContext context)
        => Volatile.Read(ref _running) is { } running && IsOf(running.Client, context.Connection)
            ? running.Handler(context)
            : handler(context);

    /// <summary>Sends the request and reads the response.</summary>
    /// <param name="server">The address that the server listens on.</param>
    /// <param name="own">The handler of the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>True if there was a response.</returns>
    public async Task<bool> SendAsync(IPEndPoint server, RequestDelegate own, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(new IPEndPoint(Reachable(server.Address), server.Port), limit.Token);
            Volatile.Write(ref _running, new Running((IPEndPoint)socket.LocalEndPoint!, own));
            await socket.SendAsync(Encoding.ASCII.GetBytes(Message), limit.Token);
            var buffer = new byte[BufferBytes];
            var received = 0;
            while (await socket.ReceiveAsync(buffer, limit.Token) is > 0 and var bytes)
                received += bytes;
            return received > 0;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // Nothing depends on it: the first client waits for the compiler instead.
            return false;
        }
        finally
        {
            Volatile.Write(ref _running, null);
        }
    }

    private static bool IsOf(IPEndPoint client, ConnectionInfo connection)
        => connection.RemotePort == client.Port && connection.RemoteIpAddress is { } address
            && (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).Equals(client.Address);

    private static IPAddress Reachable(IPAddress address)
        => address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;

    private sealed record Running(IPEndPoint Client, RequestDelegate Handler);
}
