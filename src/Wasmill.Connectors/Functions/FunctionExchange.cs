using Wasmill.Apps;
using Wasmill.Broker.Targets;
using Wasmill.Connectors.CloudEvents;
using Wasmill.Events;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Connectors.Functions;

// Tested by: FunctionTargetTests, InvokeCommandTests
/// <summary>
/// How an event reaches a function and what its answer means: the same for a target of a broker and for <c>wasmill invoke</c>.
/// </summary>
/// <param name="Path">The path that events are posted to.</param>
/// <param name="Reply">What becomes of plain JSON answers; null when they are no events.</param>
public sealed record FunctionExchange(string Path, ReplyRule? Reply)
{
    /// <summary>The request that carries an event.</summary>
    /// <param name="cloudEvent">The event.</param>
    /// <param name="mode">How the event is written.</param>
    /// <param name="cause">What the request is made for (<see cref="AppRequest.Cause"/>).</param>
    public AppRequest MakeRequest(CloudEvent cloudEvent, ContentMode mode, object? cause = null)
    {
        var message = HttpBinding.Encode(cloudEvent, mode);
        return new AppRequest("POST", Path, "http://localhost", message.Headers, message.Body, "127.0.0.1:0") { Cause = cause };
    }

    /// <summary>What an answer means.</summary>
    /// <param name="answer">The app's answer.</param>
    /// <param name="now">The time, for a Retry-After that is a date.</param>
    /// <param name="wantsReply">Whether events in it are of interest.</param>
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
        // 202 means that the work is still to be done: nothing in such an answer is an event.
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
