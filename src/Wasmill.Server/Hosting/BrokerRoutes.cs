using Microsoft.AspNetCore.Http;
using Wasmill.Server.Admin;
using Wasmill.Server.Ingest;
using Wasmill.Server.Observing;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Hosting;

// Tested by: AdminTests, IngressRuleTests
/// <summary>Which path is whose.</summary>
internal sealed class BrokerRoutes(IngestGuard guard, IngestEndpoint ingest, TargetEndpoint targets, AdminEndpoints admin, MetricsEndpoint metrics, string url)
{
    private const string Api = "/api/";
    private const string Targets = "/targets/";

    /// <summary>Everything, for an address that only this machine reaches.</summary>
    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.StartsWith(Api, StringComparison.Ordinal))
            return admin.HandleAsync(context, path[Api.Length..]);
        return path == "/metrics" ? metrics.HandleAsync(context) : HandlePublicAsync(context);
    }

    /// <summary>What producers need, for an address that others reach.</summary>
    public Task HandlePublicAsync(HttpContext context)
        => guard.IsOpen && context.Request.Path.Value is "/" && HttpMethods.IsPost(context.Request.Method) ? ingest.HandleAsync(context) : RouteAsync(context);

    private async Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var (isIngest, isTarget, isPost) = (path is "/" or "", path.StartsWith(Targets, StringComparison.Ordinal), HttpMethods.IsPost(context.Request.Method));
        if (!isIngest && !isTarget)
            await PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound, "not found: events are posted to /");
        else if (isIngest && HttpMethods.IsOptions(context.Request.Method))
            await WebhookHandshake.AnswerAsync(context);
        else if (!isPost)
            await ExplainAsync(context, isIngest ? WebhookHandshake.Methods : "POST");
        else if (!await guard.PassesAsync(context))
            return;
        else if (isIngest)
            await ingest.HandleAsync(context);
        else
            await targets.HandleAsync(context, path[Targets.Length..]);
    }

    private Task ExplainAsync(HttpContext context, string methods)
    {
        context.Response.Headers.Allow = methods;
        return PlainAnswer.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, $$"""
            This is a Wasmill broker. Post CloudEvents to it:

              curl -i {{url}}/ -H 'ce-specversion: 1.0' -H 'ce-id: 1' -H 'ce-source: curl' -H 'ce-type: my.event' \
                -H 'content-type: application/json' -d '{"hi":"world"}'

            See them go by with "wasmill watch", or start a display with "wasmill display" and point a target at it.
            """);
    }
}
