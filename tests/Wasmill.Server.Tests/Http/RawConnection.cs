using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Wasmill.Server.Tests.Http;

/// <summary>An HTTP/1.1 connection on which every byte is the test's own. Text is sent as Latin-1, so that a character is a byte.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private const string Length = "content-length:";

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private RawConnection(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    public static async Task<RawConnection> OpenAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", http.BaseAddress!.Port, cancellationToken);
        return new RawConnection(client);
    }

    /// <summary>Posts a message to the ingest on a connection of its own.</summary>
    /// <param name="http">Knows the port.</param>
    /// <param name="headers">Header lines, each with "\n" at its end.</param>
    /// <param name="body">The body; its length is added to the headers.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static async Task<RawAnswer> PostAsync(
        HttpClient http, string headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(http, cancellationToken);
        await connection.SendAsync(Head(headers + $"content-length: {body.Length}\n"), cancellationToken);
        await connection.SendAsync(body, cancellationToken);
        return await connection.ReadAnswerAsync(cancellationToken);
    }

    /// <summary>The head of a POST to the ingest after whose answer the connection ends.</summary>
    public static string Head(string headers)
        => $"POST / HTTP/1.1\nhost: localhost\nconnection: close\n{headers}\n".Replace("\n", "\r\n", StringComparison.Ordinal);

    public Task SendAsync(string text, CancellationToken cancellationToken) => SendAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <summary>Sends bytes. A server may close a connection before it has read everything, which shows in its answer, not here.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException)
        {
        }
    }

    public void EndSending() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Reads until so much text has come.</summary>
    public async Task<string> ReadAsync(int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        await _stream.ReadExactlyAsync(bytes, cancellationToken);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Reads everything until the server closes the connection.</summary>
    public async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(all, cancellationToken);
        }
        catch (IOException)
        {
            // Reset: what has come before counts.
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }

    /// <summary>Reads an answer to its end, or until the server closes the connection.</summary>
    public async Task<RawAnswer> ReadAnswerAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 << 10];
        while (!IsWhole(text.ToString()))
        {
            int count;
            try
            {
                count = await _stream.ReadAsync(buffer, cancellationToken);
            }
            catch (IOException)
            {
                // Reset: what has come before counts.
                count = 0;
            }

            if (count == 0)
                break;
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return Parse(text.ToString());
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static RawAnswer Parse(string text)
    {
        if (!TrySplit(text, out var headers, out var body))
            return new RawAnswer(0, text, "");
        return new RawAnswer(int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), headers, body);
    }

    private static bool IsWhole(string text)
    {
        if (!TrySplit(text, out var headers, out var body))
            return false;
        var length = headers.IndexOf(Length, StringComparison.Ordinal);
        return length >= 0 && body.Length >= int.Parse(headers[(length + Length.Length)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }

    private static bool TrySplit(string text, out string headers, out string body)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        headers = end < 0 ? "" : text[(text.IndexOf("\r\n", StringComparison.Ordinal) + 2)..(end + 2)].ToLowerInvariant();
        body = end < 0 ? "" : text[(end + 4)..];
        return end >= 0;
    }
}
