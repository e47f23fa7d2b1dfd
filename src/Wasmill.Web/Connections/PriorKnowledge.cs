using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Wasmill.Web.Connections;

// Tested by: Http2Tests
/// <summary>
/// Tells HTTP/2 with prior knowledge (RFC 9113, section 3.3) from HTTP/1.1 on one port without TLS. Kestrel alone does not: without TLS such a port speaks HTTP/1.1 only
/// and answers the preface of HTTP/2 with <c>HTTP_1_1_REQUIRED</c>.
/// </summary>
/// <param name="http2">Serves HTTP/2.</param>
/// <param name="firstBytes">Time from the accept until the protocol must be known. Kestrel's own limits hold from then on.</param>
/// <param name="time">The clock.</param>
internal sealed class PriorKnowledge(Http2Listener http2, TimeSpan firstBytes, TimeProvider time)
{
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    /// <summary>Serves a connection: (1) look at its first bytes without taking them; (2) give it to whoever speaks that protocol.</summary>
    /// <param name="connection">A connection that nothing was read from.</param>
    /// <param name="http1">Serves HTTP/1.1.</param>
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
            // Nothing came in time, the client has gone, or the server stops: there is nobody to answer.
            return;
        }

        // 2
        await (isHttp2 ? http2.ServeAsync(connection) : http1(connection));
    }

    /// <summary>Serves a connection once its first byte has come, in whatever protocol.</summary>
    public async Task ServeAnyAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            await ReadFirstAsync(connection, static _ => true);
        }
        catch (Exception error) when (error is OperationCanceledException or ConnectionResetException or ConnectionAbortedException or IOException)
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

    // Nothing is taken: whoever serves the connection reads it all again.
    private async Task ReadFirstAsync(ConnectionContext connection, Func<ReadOnlySequence<byte>, bool> isEnough)
    {
        // A server that stops would otherwise wait for those who have not said anything yet.
        var stopping = connection.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var tooLate = new CancellationTokenSource(firstBytes, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping, connection.ConnectionClosed, tooLate.Token);
        var input = connection.Transport.Input;
        while (true)
        {
            var result = await input.ReadAsync(limit.Token);
            var buffer = result.Buffer;
            if (result.IsCompleted || (!buffer.IsEmpty && isEnough(buffer)))
            {
                // Nothing counts as seen, so that the next reader gets all of it at once.
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
