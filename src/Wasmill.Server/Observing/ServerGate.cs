using Microsoft.AspNetCore.Http;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Observing;

// Tested by: ObservingTests
/// <summary>
/// Stands before everything that a broker serves: it listens before the log is read, so that a broker that recovers can be told from one
/// that is gone. <c>/healthz</c> is 200 as long as the process lives; <c>/readyz</c> is 200 while events are taken.
/// </summary>
internal sealed class ServerGate
{
    private const string RetrySeconds = "1";

    private volatile RequestDelegate? _next;
    private volatile Func<string?>? _trouble;
    private volatile string _why = "the broker starts: its log is read";

    /// <summary>Lets requests through.</summary>
    /// <param name="next">Answers them.</param>
    /// <param name="trouble">Says, in one line, why no events can be taken at the moment; null when they can.</param>
    public void Open(RequestDelegate next, Func<string?> trouble)
    {
        _trouble = trouble;
        _next = next;
    }

    /// <summary>Lets no request through any more.</summary>
    public void Close(string why)
    {
        _why = why;
        _next = null;
    }

    /// <summary>Answers a request, or lets it through.</summary>
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

    // Not logged: a probe may ask every second while a log is read.
    // The log has "serving at" and "stopping", between which the gate is open.
    private static Task RefuseAsync(HttpContext context, string why)
    {
        context.Response.Headers.RetryAfter = RetrySeconds;
        return PlainAnswer.WriteUnreportedAsync(context, StatusCodes.Status503ServiceUnavailable, why);
    }
}
