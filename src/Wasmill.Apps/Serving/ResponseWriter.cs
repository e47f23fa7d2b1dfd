using System.Globalization;
using Microsoft.AspNetCore.Http;
using Wasmill.Events.Http;
using Wasmill.Functions;
using Wasmill.Functions.Streaming;
using Wasmill.Web.Messages;

namespace Wasmill.Apps.Serving;

/// <summary>Writes an app's response to an HTTP client.</summary>
internal static class ResponseWriter
{
    // Kestrel sets these itself, from the body that it sends.
    private static readonly HashSet<string> ServerHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "content-length",
        "transfer-encoding",
        "connection",
    };

    /// <summary>Writes a response; repeated headers are kept.</summary>
    public static async Task WriteAsync(HttpResponse response, FunctionResponse answer, CancellationToken cancellationToken)
    {
        if (answer.Status < StatusCodes.Status200OK)
        {
            // A client would wait for the final response that must follow an interim one (RFC 9110, section 15.2).
            await PlainAnswer.WriteAsync(
                response.HttpContext,
                StatusCodes.Status500InternalServerError,
                $"bad answer: the function responded with the interim status {answer.Status}, which cannot end a request");
            return;
        }

        SetHead(response, answer.Status, answer.Headers);
        if (!MayHaveBody(answer.Status))
            return;
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            await response.Body.WriteAsync(answer.Body, cancellationToken);
    }

    /// <summary>
    /// Writes a response while its function writes it. The head leaves at once, each part of the body as soon as it is there, and the
    /// function waits for a client that reads slowly.
    /// </summary>
    /// <exception cref="BrokenBodyException">The function did not finish the body.</exception>
    public static async Task WriteAsync(HttpResponse response, StreamedResponse answer, CancellationToken cancellationToken)
    {
        SetHead(response, answer.Status, answer.Headers);
        var hasBody = MayHaveBody(answer.Status);
        if (hasBody && answer.Headers.FirstOrDefault(IsLength) is { Value: { } length })
            response.ContentLength = long.Parse(length, CultureInfo.InvariantCulture);
        await response.StartAsync(cancellationToken);
        await answer.Body.CopyToAsync(
            hasBody && !HttpMethods.IsHead(response.HttpContext.Request.Method) ? response.Body : Stream.Null, cancellationToken);
        if (response.SupportsTrailers())
        {
            foreach (var trailer in answer.Trailers)
                response.AppendTrailer(trailer.Name, trailer.Value);
        }

        await response.CompleteAsync();
    }

    private static bool IsLength(HeaderField header) => header.Name == "content-length";

    private static void SetHead(HttpResponse response, int status, IReadOnlyList<HeaderField> headers)
    {
        response.StatusCode = status;
        foreach (var header in headers)
        {
            if (!ServerHeaders.Contains(header.Name))
                response.Headers.Append(header.Name, header.Value);
        }
    }

    // HTTP allows no body with these, and Kestrel refuses to write one.
    private static bool MayHaveBody(int status)
        => status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);
}
