using System.Globalization;
using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Observing;
using Wasmill.Events.Http;
using Wasmill.Server.Observing;
using Wasmill.Web.Bodies;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Ingest;

// Tested by: IngestTests, BodyTests
/// <summary><c>POST /</c>: receives events from producers (CloudEvents HTTP protocol binding 1.0.2).</summary>
/// <param name="broker">Stores the events.</param>
/// <param name="meter">Counts the responses.</param>
/// <param name="time">The clock of <c>knativearrivaltime</c>.</param>
/// <param name="maxBytes">Maximum size of a body in bytes, before and after decompression.</param>
internal sealed class IngestEndpoint(IEventIngress broker, IngestMeter meter, TimeProvider time, long maxBytes)
{
    /// <summary>The header with the event's position in the log, for producers and <c>send-event</c>.</summary>
    public const string PositionHeader = "wasmill-position";

    /// <summary>The reason for a rejection; <c>/readyz</c> reports it too.</summary>
    public const string DiskFull = "the disk is full: new events are refused until there is room; deliveries go on";

    /// <summary>
    /// Handles a request: (1) read the body; (2) decode the events and add the time of arrival; (3) store them; (4) answer 202 when
    /// they are as durable as the engine makes them.
    /// </summary>
    public async Task HandleAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        await TakeAsync(context);
        meter.Note(context.Response.StatusCode, time.GetElapsedTime(started));
    }

    private async Task TakeAsync(HttpContext context)
    {
        // 1
        var body = await EventBody.ReadAsync(context.Request, maxBytes);
        if (body.Error != EventBodyError.None)
        {
            await body.AnswerAsync(context, maxBytes);
            return;
        }

        // 2
        var message = HttpBinding.Decode(HttpLines.Read(context.Request.Headers), body.Bytes, ArrivalTime.At(time.GetUtcNow()));
        if (message.Error is { } invalid)
        {
            await PlainAnswer.WriteAsync(context, invalid.Status, invalid.Message);
            return;
        }

        // An empty batch is accepted even when the broker is full.
        if (message.Events.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        // 3
        var (parent, state) = ((string?)context.Request.Headers.TraceParent, (string?)context.Request.Headers.TraceState);
        using var span = EventTracing.StartIngest(parent, state);
        var events = span?.Id is null && parent is null
            ? message.Events
            : [.. message.Events.Select(one => EventTracing.Join(one, span?.Id ?? parent, span?.TraceStateString ?? state))];
        var result = await broker.PublishAsync(events, EventOrigin.Http, context.RequestAborted);
        if (result is AppendResult.Stored stored)
            meter.NoteEvents(stored.Events.Count);

        // 4
        await AnswerAsync(context, result);
    }

    private static Task AnswerAsync(HttpContext context, AppendResult result)
    {
        switch (result)
        {
            case AppendResult.Stored stored:
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                if (stored.Events.Count > 0)
                    context.Response.Headers[PositionHeader] = stored.Events[0].Position.ToString(CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            case AppendResult.Duplicate:
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                return Task.CompletedTask;
            case AppendResult.Full full:
                context.Response.Headers.RetryAfter = Math.Ceiling(full.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return PlainAnswer.WriteAsync(
                    context,
                    StatusCodes.Status503ServiceUnavailable,
                    full.Cause == FullCause.Disk ? DiskFull : "the broker is full: its triggers have fallen behind; try again later");
            case AppendResult.Failed failed:
                // The process is ending; the next one will accept the event.
                context.Response.Headers.RetryAfter = "1";
                return PlainAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, failed.Reason);
            default:
                throw new InvalidOperationException($"{result.GetType().Name} is not a valid result of an append");
        }
    }
}
