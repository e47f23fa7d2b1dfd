using System.Text;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Web.Messages;

/// <summary>An answer of the server's own: one line of text.</summary>
public static class PlainAnswer
{
    private static readonly object ReasonKey = new();

    /// <summary>Answers with a line. The reason of a status from 500 is reported by the server.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="line">The line, without its end.</param>
    public static Task WriteAsync(HttpContext context, int status, string line) => WriteAsync(context, status, line, isKnown: false);

    /// <summary>Answers with a line that is not reported, because the log has its cause already or it is no failure.</summary>
    public static Task WriteUnreportedAsync(HttpContext context, int status, string line) => WriteAsync(context, status, line, isKnown: true);

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

    /// <summary>The reason that a status from 500 was answered with; null for an answer of somebody else, such as a function.</summary>
    internal static string? ReasonOf(HttpContext context) => context.Items.TryGetValue(ReasonKey, out var reason) ? (string?)reason : null;
}
