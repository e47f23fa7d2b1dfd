using System.Text;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Web.Messages;

/// <summary>Writes responses of the server itself: one line of text.</summary>
public static class PlainAnswer
{
    private static readonly object ReasonKey = new();

    /// <summary>Responds with a line. The server reports the reason of a status of 500 or above.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="line">The line, without its end.</param>
    public static Task WriteAsync(HttpContext context, int status, string line) => WriteAsync(context, status, line, isKnown: false);

    /// <summary>Responds with a line that is not reported, because its cause is already in the log or it is not a failure.</summary>
    public static Task WriteUnreportedAsync(HttpContext context, int status, string line)
        => WriteAsync(context, status, line, isKnown: true);

    private static Task WriteAsync(HttpContext context, int status, string line, bool isKnown)
    {
        if (status >= StatusCodes.Status500InternalServerError && !isKnown)
            context.Items[ReasonKey] = line;
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>
    /// Returns the reason of a response with status 500 or above; null if the server did not write it, as for that of a function.
    /// </summary>
    internal static string? ReasonOf(HttpContext context) => context.Items.TryGetValue(ReasonKey, out var reason) ? (string?)reason : null;
}
