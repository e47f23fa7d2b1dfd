using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Wasmill.Web.Connections;

// Tested by: Http2Tests
/// <summary>
/// Distinguishes HTTP/2 with prior knowledge (RFC 9113, section 3.3) from HTTP/1.1 on one port without TLS. Kestrel does not: without TLS
/// such a port supports only
/// HTTP/1.1 and responds to the HTTP/2 preface with <c>HTTP_1_1_REQUIRED</c>.
/// </summary>
/// <param name="http2">The server of HTTP/2 connections.</param>
/// <param name="firstBytes">The timeout from the accept until the protocol is known. After that, Kestrel's limits apply.</param>
/// <param name="time">The clock.</param>
internal sealed class PriorKnowledge(Http2Listener http2, TimeSpan firstBytes, TimeProvider time)
{
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    /// <summary>
    /// Serves a connection: (1) inspect its first bytes without consuming them; (2) pass it to the server of that protocol.
    /// </summary>
    /// <param name="connection">A connection from which nothing has been read.</param>
    /// <param name="http1">The server of HTTP/1.1 connections.</param>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http1)
    {
        // 1
        bool isHttp2;
        try
        {
            isHttp2 = await IsHttp2Async(connection);
        }
        catch (Exception error) when (error is OperationCanceledException or ConnectionResetException or ConnectionAbortedException)
        {
            // Nothing arrived in time, the client disconnected, or the server is stopping: no response is possible.
            return;
        }

        // 2
        await (isHttp2 ? http2.ServeAsync(connection) : http1(connection));
    }

    /// <summary>Serves a connection of any protocol once its first byte has arrived.</summary>
    public async Task ServeAnyAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            await ReadFirstAsync(connection, static _ => true);
        }
        catch (Exception error)
            when (error is OperationCanceledException or ConnectionResetException or ConnectionAbortedException or IOException)
        {
            return;
        }

        await next(connection);
    }

    private async Task<bool> IsHttp2Async(ConnectionContext connection)
    {
        var isWhole = false;
        await ReadFirstAsync(connection, buffer => !IsStart(buffer, out isWhole) || isWhole);
        return isWhole;
    }

    // Nothing is consumed: the server of the connection reads all bytes again.
    private async Task ReadFirstAsync(ConnectionContext connection, Func<ReadOnlySequence<byte>, bool> isEnough)
    {
        // Otherwise a stopping server would wait for connections that have not sent anything.
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var tooLate = new CancellationTokenSource(firstBytes, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping, connection.ConnectionClosed, tooLate.Token);
        var input = connection.Transport.Input;
        while (true)
        {
            var result = await input.ReadAsync(limit.Token);
            var buffer = result.Buffer;
            if (result.IsCompleted || (!buffer.IsEmpty && isEnough(buffer)))
            {
                // Nothing is marked as examined, so the next reader gets all bytes immediately.
                input.AdvanceTo(buffer.Start);
                return;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static bool IsStart(ReadOnlySequence<byte> buffer, out bool isWhole)
    {
        Span<byte> bytes = stackalloc byte[(int)Math.Min(buffer.Length, Preface.Length)];
        buffer.Slice(0, bytes.Length).CopyTo(bytes);
        isWhole = bytes.SequenceEqual(Preface);
        return Preface.AsSpan().StartsWith(bytes);
    }
}
