using Wasmill.Apps;
using Wasmill.Broker.Targets;
using Wasmill.Connectors.CloudEvents;
using Wasmill.Events;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Connectors.Functions;

// Tested by: FunctionTargetTests, InvokeCommandTests
/// <summary>
/// Converts an event to a function's request, and the answer to a delivery result, both for targets and for <c>wasmill invoke</c>.
/// </summary>
/// <param name="Path">The path that events are posted to.</param>
/// <param name="Reply">The rule that makes events of plain JSON answers; null when those are not events.</param>
public sealed record FunctionExchange(string Path, ReplyRule? Reply)
{
    /// <summary>Creates the request for an event.</summary>
    /// <param name="cloudEvent">The event.</param>
    /// <param name="mode">The content mode of the event.</param>
    /// <param name="cause">The cause of the request (<see cref="AppRequest.Cause"/>).</param>
    public AppRequest MakeRequest(CloudEvent cloudEvent, ContentMode mode, object? cause = null)
    {
        var message = HttpBinding.Encode(cloudEvent, mode);
        return new AppRequest("POST", Path, "http://localhost", message.Headers, message.Body, "127.0.0.1:0") { Cause = cause };
    }

    /// <summary>Converts an answer to a delivery result.</summary>
    /// <param name="answer">The app's answer.</param>
    /// <param name="now">The time, for a Retry-After that is a date.</param>
    /// <param name="wantsReply">Whether events in the answer are read.</param>
    public DeliveryResult ReadAnswer(AppAnswer answer, DateTimeOffset now, bool wantsReply)
    {
        if (answer.Result is not { } result)
            return new DeliveryResult { Verdict = DeliveryVerdict.Refused, Status = 404, Reason = $"404: the app has no route for {Path}" };
        if (result.Failure == FunctionFailure.QueueFull)
            return new DeliveryResult { Verdict = DeliveryVerdict.Busy, Reason = result.Reason };

        var response = result.Response;
        var read = AnswerReader.Read(response.Status, response.Headers, response.Body, now, wantsReply) with
        {
            Log = [.. result.Log.Select(line => line.Text)],
        };
        // 202 means that processing is not complete: such an answer contains no event.
        if (Reply is null
            || !wantsReply
            || read.Verdict != DeliveryVerdict.Delivered
            || read.Replies.Count > 0
            || response.Status == 202
            || AnswerReader.IsEvent(response.Headers))
            return read;
        return PlainJson.Read(response.Headers, response.Body, Reply.Type, Reply.Source) is { } made
            ? read with { Replies = [made] }
            : read;
    }
}
