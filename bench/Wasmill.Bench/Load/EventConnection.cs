using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Wasmill.Bench.Flows;

namespace Wasmill.Bench.Load;

/// <summary>
/// A connection that posts events one after the other. Written by hand because HttpClient would take as
/// much processor time as the measured server.
/// </summary>
internal sealed class EventConnection : IDisposable
{
    private static readonly byte[] Accepted = "HTTP/1.1 202 "u8.ToArray();
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[4096];
    private readonly Payload _payload;
    private readonly byte[] _request;

    /// <summary>Creates the connection; it is not open yet.</summary>
    public EventConnection(Payload payload)
    {
        _payload = payload;
        _request = new byte[payload.Text.Length + 512];
    }

    /// <summary>Opens the connection.</summary>
    public Task OpenAsync(int port) => _socket.ConnectAsync("127.0.0.1", port);

    /// <summary>Posts one event and waits for the answer.</summary>
    /// <param name="id">The event's id, and its extension attribute <c>number</c>.</param>
    /// <param name="sent">The extension attribute <c>sentat</c>.</param>
    /// <param name="type">The event's type.</param>
    /// <returns>True when the answer was 202.</returns>
    public async Task<bool> PostAsync(long id, long sent, string type = FlowFile.EventType)
    {
        var length = Encoding.ASCII.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"POST / HTTP/1.1\r\nHost: localhost\r\nce-specversion: 1.0\r\nce-type: {type}\r\nce-source: /bench\r\n"
                + $"ce-id: {id}\r\nce-sentat: {sent}\r\nce-number: {id}\r\ncontent-type: {_payload.ContentType}\r\n"
                + $"content-length: {_payload.Text.Length}\r\n\r\n{_payload.Text}"),
            _request);
        for (var done = 0; done < length;)
            done += await _socket.SendAsync(_request.AsMemory(done, length - done));

        // The broker's 202 has no body. Any other answer is the last one of this connection, so the rest of it does not matter.
        for (var filled = 0; ;)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(filled));
            if (read == 0)
                return false;
            filled += read;
            if (filled >= Accepted.Length && !_answer.AsSpan().StartsWith(Accepted))
                return false;
            if (_answer.AsSpan(0, filled).EndsWith(HeadEnd))
                return true;
            if (filled == _answer.Length)
                return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();
}
