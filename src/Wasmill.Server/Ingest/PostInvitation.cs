using Microsoft.AspNetCore.Http;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Ingest;

/// <summary>
/// The response to an unsupported method, with instructions for sending an event: users see it when they open a broker's address in a
/// browser.
/// </summary>
/// <param name="url">The broker's address.</param>
internal sealed class PostInvitation(string url)
{
    /// <summary>Answers 405.</summary>
    /// <param name="context">The request.</param>
    /// <param name="methods">The supported methods, for the header <c>Allow</c>.</param>
    public Task AnswerAsync(HttpContext context, string methods)
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
