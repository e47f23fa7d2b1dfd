using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Events.Http;
using Wasmill.Flows.Running;
using Wasmill.Web.Bodies;
using Wasmill.Web.Messages;
using Wasmill.Web.Modules;

namespace Wasmill.Server.Ingest;

// Tested by: SendEventCommandTests
/// <summary>
/// <c>POST /targets/NAME</c>: sends an event directly to a target, bypassing the broker, and answers with the result.
/// The event is not stored and not retried.
/// </summary>
internal sealed class TargetEndpoint(FlowRuntime flow, IngestGuard guard, PostInvitation invitation, TimeProvider time, long maxBytes)
    : IHttpModule
{
    /// <inheritdoc />
    public string Prefix => "/targets/";

    /// <inheritdoc />
    public bool IsPublic => true;

    /// <inheritdoc />
    public async Task HandleAsync(HttpContext context, string rest)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            await invitation.AnswerAsync(context, "POST");
        else if (await guard.PassesAsync(context))
            await DeliverAsync(context, rest);
    }

    private async Task DeliverAsync(HttpContext context, string name)
    {
        if (flow.FindTarget(name) is not { } target)
        {
            await PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound, $"the target \"{name}\" does not exist");
            return;
        }

        var body = await EventBody.ReadAsync(context.Request, maxBytes);
        if (body.Error != EventBodyError.None)
        {
            await body.AnswerAsync(context, maxBytes);
            return;
        }

        var message = HttpBinding.Decode(HttpLines.Read(context.Request.Headers), body.Bytes);
        if (message.Error is { } error)
        {
            await PlainAnswer.WriteAsync(context, error.Status, error.Message);
            return;
        }

        if (message.Events is not [var one])
        {
            await PlainAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "a target takes one event at a time");
            return;
        }

        var stored = new StoredEvent(0, time.GetUtcNow(), one, null, 0);
        var result = await target.DeliverAsync(new DeliveryAttempt(stored, "", 1), context.RequestAborted);
        await AnswerAsync(context, result);
    }

    private static async Task AnswerAsync(HttpContext context, DeliveryResult result)
    {
        if (result.Verdict != DeliveryVerdict.Delivered)
        {
            await PlainAnswer.WriteAsync(context, StatusCodes.Status502BadGateway, string.Join('\n', result.Log.Append(result.Reason)));
            return;
        }

        if (result.Replies.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        var message = result.Replies.Count == 1
            ? HttpBinding.Encode(result.Replies[0], ContentMode.Binary)
            : HttpBinding.EncodeBatch(result.Replies);
        foreach (var header in message.Headers)
            context.Response.Headers[header.Name] = header.Value;
        await context.Response.Body.WriteAsync(message.Body, context.RequestAborted);
    }
}
