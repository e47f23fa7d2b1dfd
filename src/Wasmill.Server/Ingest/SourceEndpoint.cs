using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Sources;
using Wasmill.Connectors.Webhook;
using Wasmill.Web.Messages;
using Wasmill.Web.Modules;

namespace Wasmill.Server.Ingest;

// Tested by: SourceTests
/// <summary>
/// <c>/sources/NAME</c> and all paths below: requests to the source of that name. For a source that does not authenticate its senders,
/// the credentials of the ingest are required.
/// </summary>
internal sealed class SourceEndpoint(SourceHost sources, IngestGuard guard) : IHttpModule
{
    /// <inheritdoc />
    public string Prefix => "/sources/";

    /// <inheritdoc />
    public bool IsPublic => true;

    /// <inheritdoc />
    public async Task HandleAsync(HttpContext context, string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (name, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        if (sources.FindRunning(name) is IRequestSource source)
        {
            if (source.Authenticates || await guard.PassesAsync(context))
                await source.HandleAsync(context, path);
            return;
        }

        if (sources.FindStatus(name) is not { } status || status.State == SourceState.Running)
        {
            await PlainAnswer.WriteAsync(
                context, StatusCodes.Status404NotFound, $"the source \"{name}\" does not exist, or takes no requests");
            return;
        }

        context.Response.Headers.RetryAfter = "1";
        await PlainAnswer.WriteUnreportedAsync(context, StatusCodes.Status503ServiceUnavailable,
            $"the source \"{name}\" is not running; try again later");
    }
}
