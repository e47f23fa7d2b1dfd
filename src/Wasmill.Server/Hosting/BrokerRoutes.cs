using Microsoft.AspNetCore.Http;
using Wasmill.Server.Ingest;
using Wasmill.Web.Messages;
using Wasmill.Web.Modules;

namespace Wasmill.Server.Hosting;

/// <summary>Routes requests: <c>/</c> to the ingest, all other paths to the modules.</summary>
internal sealed class BrokerRoutes(IngestGuard guard, IngestEndpoint ingest, PostInvitation invitation, HttpModules modules)
{
    /// <summary>Handles all routes, for an address that only this machine can reach.</summary>
    public Task HandleAsync(HttpContext context) => HandleAsync(context, isPublic: false);

    /// <summary>Handles the routes for producers, for an address that other machines can reach.</summary>
    public Task HandlePublicAsync(HttpContext context) => HandleAsync(context, isPublic: true);

    private Task HandleAsync(HttpContext context, bool isPublic)
    {
        if (context.Request.Path.Value is "/" or "" or null)
            return guard.IsOpen && HttpMethods.IsPost(context.Request.Method) ? ingest.HandleAsync(context) : IngestAsync(context);
        return modules.Handle(context, isPublic) ?? PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound,
            "not found: post events to /");
    }

    private async Task IngestAsync(HttpContext context)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
            await WebhookHandshake.AnswerAsync(context);
        else if (!HttpMethods.IsPost(context.Request.Method))
            await invitation.AnswerAsync(context, WebhookHandshake.Methods);
        else if (await guard.PassesAsync(context))
            await ingest.HandleAsync(context);
    }
}
