using Microsoft.AspNetCore.Http;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Observing;

// Tested by: ObservingTests
/// <summary>
/// The gate in front of a broker's handlers. The broker listens before it reads its log, so that a recovering broker can be told from a
/// stopped one. <c>/healthz</c> is 200 while the process is running; <c>/readyz</c> is 200 while events are accepted.
/// </summary>
internal sealed class ServerGate
{
    private const string RetrySeconds = "1";

    private volatile RequestDelegate? _next;
    private volatile Func<string?>? _trouble;
    private volatile string _why = "the broker is starting: it is reading its log";

    /// <summary>Opens the gate.</summary>
    /// <param name="next">Handles the requests.</param>
    /// <param name="trouble">Returns the reason, in one line, why events cannot be accepted now; null when they can.</param>
    public void Open(RequestDelegate next, Func<string?> trouble)
    {
        _trouble = trouble;
        _next = next;
    }

    /// <summary>Rejects all requests from now on.</summary>
    public void Close(string why)
    {
        _why = why;
        _next = null;
    }

    /// <summary>Passes a request on, or rejects it.</summary>
    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        if (path == "/healthz")
            return PlainAnswer.WriteAsync(context, StatusCodes.Status200OK, "ok");
        var next = _next;
        if (path == "/readyz" && next is not null)
            return _trouble!() is { } trouble
                ? RefuseAsync(context, trouble)
                : PlainAnswer.WriteAsync(context, StatusCodes.Status200OK, "ok");
        return next is null ? RefuseAsync(context, _why) : next(context);
    }

    // Not logged: a probe may ask every second while the log is read.
    // The log has "serving at" and "stopping"; the gate is open between them.
    private static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.Headers.RetryAfter = RetrySeconds;
        return PlainAnswer.WriteUnreportedAsync(context, StatusCodes.Status503ServiceUnavailable, why);
    }
}
