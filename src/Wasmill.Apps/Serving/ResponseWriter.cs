using Microsoft.AspNetCore.Http;
using Wasmill.Functions;
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

        response.StatusCode = answer.Status;
        foreach (var header in answer.Headers)
        {
            if (!ServerHeaders.Contains(header.Name))
                response.Headers.Append(header.Name, header.Value);
        }

        // HTTP allows no body with these, and Kestrel refuses to write one.
        if (answer.Status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
            return;
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            await response.Body.WriteAsync(answer.Body, cancellationToken);
    }
}
