using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Wasmill.Web.Messages;

namespace Wasmill.Web.Bodies;

// Tested by: BodyTests
/// <summary>The decompressed body of a request in its own memory.</summary>
/// <param name="Error">The reason why there is no body.</param>
/// <param name="Bytes">The bytes; events may refer to them.</param>
public readonly record struct EventBody(EventBodyError Error, ReadOnlyMemory<byte> Bytes)
{
    // Content-Length is only a claim: up to this size memory is allocated in advance, beyond it only for received bytes.
    private const int LargestAdvance = 64 << 10;
    // The pool keeps several buffers of each size per processor: with 16 MiB they would take hundreds of MiB.
    private const int LargestPooled = 2 << 20;

    /// <summary>Reads a body: (1) check its coding; (2) read it; (3) decompress it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The maximum size of the body in bytes, both on the wire and decompressed.</param>
    public static async Task<EventBody> ReadAsync(HttpRequest request, long maxBytes)
    {
        // 1
        if (!ContentCodings.TryParse(request.Headers.ContentEncoding, out var coding))
            return new EventBody(EventBodyError.UnknownEncoding, default);
        if (request.ContentLength > maxBytes)
            return new EventBody(EventBodyError.TooLarge, default);
        if (request.ContentLength is null)
            AllowChunkLines(request.HttpContext, maxBytes);

        // 2
        EventBody read;
        try
        {
            read = request.ContentLength is { } length and <= LargestAdvance
                ? await ReadExactlyAsync(request, (int)length)
                : await ReadToEndAsync(request.Body, maxBytes, request.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException error)
        {
            return new EventBody(Judge(error.StatusCode), default);
        }

        // 3
        if (read.Error != EventBodyError.None || coding == ContentCoding.Identity || read.Bytes.IsEmpty)
            return read;
        try
        {
            await using var plain = ContentCodings.Open(coding, read.Bytes);
            return await ReadToEndAsync(plain, maxBytes, request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return new EventBody(EventBodyError.BrokenEncoding, default);
        }
    }

    /// <summary>Responds to a request whose body cannot be used.</summary>
    public Task AnswerAsync(HttpContext context, long maxBytes)
    {
        // Do not wait for the rest of such a body. HTTP/2 has no such header: its stream is reset instead.
        if (Error is EventBodyError.TooLarge or EventBodyError.TooSlow or EventBodyError.BrokenOff
            && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        switch (Error)
        {
            case EventBodyError.TooLarge:
                return PlainAnswer.WriteAsync(
                    context, StatusCodes.Status413PayloadTooLarge, $"the request is larger than {Show(maxBytes)}");
            case EventBodyError.UnknownEncoding:
                context.Response.Headers.AcceptEncoding = ContentCodings.Accepted;
                return PlainAnswer.WriteAsync(
                    context,
                    StatusCodes.Status415UnsupportedMediaType,
                    $"the Content-Encoding is not supported; use {ContentCodings.Accepted} or none");
            case EventBodyError.BrokenEncoding:
                return PlainAnswer.WriteAsync(
                    context, StatusCodes.Status400BadRequest, "the body is not valid for its Content-Encoding, or is truncated");
            case EventBodyError.BrokenOff:
                return PlainAnswer.WriteAsync(
                    context, StatusCodes.Status400BadRequest, "the body is truncated or its chunks are malformed");
            case EventBodyError.TooSlow:
                return PlainAnswer.WriteAsync(context, StatusCodes.Status408RequestTimeout, "the body arrived too slowly");
            default:
                throw new InvalidOperationException($"{Error} is not an error");
        }
    }

    // Kestrel also counts the framing of chunks: "1", CR, LF, the byte, CR, LF are six bytes for one.
    // Here only the content of the chunks is counted.
    private static void AllowChunkLines(HttpContext context, long maxBytes)
    {
        const int LargestShare = 6;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = (maxBytes + 1) * LargestShare;
    }

    private static async Task<EventBody> ReadExactlyAsync(HttpRequest request, int length)
    {
        if (length == 0)
            return default;
        var exact = GC.AllocateUninitializedArray<byte>(length);
        await request.Body.ReadExactlyAsync(exact, request.HttpContext.RequestAborted);
        return new EventBody(EventBodyError.None, exact);
    }

    private static async Task<EventBody> ReadToEndAsync(Stream body, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LargestAdvance);
        try
        {
            var length = 0;
            while (true)
            {
                var count = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (count == 0)
                    return new EventBody(EventBodyError.None, buffer.AsSpan(0, length).ToArray());
                length += count;
                if (length > maxBytes)
                    return new EventBody(EventBodyError.TooLarge, default);
                if (length == buffer.Length)
                    Grow(ref buffer);
            }
        }
        finally
        {
            Return(buffer);
        }
    }

    private static void Grow(ref byte[] buffer)
    {
        var size = buffer.Length * 2;
        var larger = size > LargestPooled ? GC.AllocateUninitializedArray<byte>(size) : ArrayPool<byte>.Shared.Rent(size);
        buffer.CopyTo(larger, 0);
        Return(buffer);
        buffer = larger;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length <= LargestPooled)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private static EventBodyError Judge(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => EventBodyError.TooLarge,
        StatusCodes.Status408RequestTimeout => EventBodyError.TooSlow,
        _ => EventBodyError.BrokenOff,
    };

    private static string Show(long bytes) => bytes % (1 << 20) == 0 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";
}
