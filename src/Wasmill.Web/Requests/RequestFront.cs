using Microsoft.AspNetCore.Http;
using Wasmill.Web.Connections;
using Wasmill.Web.Messages;

namespace Wasmill.Web.Requests;

// Tested by: RequestFrontTests
/// <summary>
/// The outermost handler of every request: (1) mark the connection as busy; (2) apply the host rule; (3) reject ambiguous framing and start
/// to check chunks;
/// (4) call the handler; (5) turn its exceptions into responses; (6) report failures of the server.
/// </summary>
internal sealed class RequestFront(RequestDelegate handler, HostRule hosts, FailureReport failures)
{
    /// <summary>Handles a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        // 1
        var place = context.Features.Get<ConnectionPlace>();
        place?.BeginRequest();
        try
        {
            // 2, 3
            if (hosts.Check(context.Request) is { } refused)
                await PlainAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, refused);
            else if (context.Request.Headers.TransferEncoding.Count > 0 && !TryFollow(context, place))
                await CloseAsync(context, StatusCodes.Status400BadRequest, "the request has both Content-Length and Transfer-Encoding");
            else
                await handler(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client disconnected: no response is possible.
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await CloseAsync(context, error.StatusCode, error.Message);
        }
        catch (Exception error)
        {
            await FailAsync(context, error);
        }
        finally
        {
            place?.EndRequest();
        }

        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError && PlainAnswer.ReasonOf(context) is { } reason)
            failures.Note(context.Request.Method, context.Request.Path, context.Response.StatusCode, reason);
    }

    // Kestrel keeps the ignored length under this name.
    private static bool TryFollow(HttpContext context, ConnectionPlace? place)
    {
        if (context.Request.Headers.ContainsKey("X-Content-Length"))
            return false;
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
            place?.Input?.BeginChunks();
        return true;
    }

    private static Task CloseAsync(HttpContext context, int status, string reason)
    {
        // The next request cannot be distinguished from the body. HTTP/2 has no such header.
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        return PlainAnswer.WriteAsync(context, status, reason);
    }

    private async Task FailAsync(HttpContext context, Exception error)
    {
        failures.Note(context.Request.Method, context.Request.Path, StatusCodes.Status500InternalServerError, error.ToString());
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        await PlainAnswer.WriteUnreportedAsync(context, StatusCodes.Status500InternalServerError, "internal error of wasmill; see its log");
    }
}
