using System.Diagnostics;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Events;

namespace Wasmill.Broker.Observing;

// Tested by: TracingTests
/// <summary>
/// W3C trace context in the broker: the <c>traceparent</c> and <c>tracestate</c> attributes of CloudEvents' distributed tracing extension,
/// and spans for listeners. Without a listener it costs one field read.
/// </summary>
public static class EventTracing
{
    /// <summary>The name of the <see cref="ActivitySource"/>.</summary>
    public const string SourceName = "Wasmill";

    private const string Parent = "traceparent";
    private const string State = "tracestate";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the span of an ingest request.</summary>
    /// <param name="parent">The request's <c>traceparent</c> header, or null.</param>
    /// <param name="state">Its <c>tracestate</c> header, or null.</param>
    public static Activity? StartIngest(string? parent, string? state)
        => ActivityContext.TryParse(parent, state, out var context)
            ? Source.StartActivity("wasmill ingest", ActivityKind.Server, context)
            : Source.StartActivity("wasmill ingest", ActivityKind.Server);

    /// <summary>Adds the context of the request to an event, unless its producer set one: that is never changed.</summary>
    /// <param name="cloudEvent">The event.</param>
    /// <param name="parent">Context in <c>traceparent</c> format; null or an invalid value changes nothing.</param>
    /// <param name="state">The matching <c>tracestate</c>, or null.</param>
    public static CloudEvent Join(CloudEvent cloudEvent, string? parent, string? state)
    {
        if (parent is null || cloudEvent.GetAttribute(Parent) is not null || !ActivityContext.TryParse(parent, state, out _))
            return cloudEvent;
        var extensions = new List<ExtensionAttribute>(cloudEvent.Extensions) { new(Parent, parent) };
        if (!string.IsNullOrEmpty(state) && cloudEvent.GetAttribute(State) is null)
            extensions.Add(new ExtensionAttribute(State, state));
        return cloudEvent with { Extensions = extensions };
    }

    /// <summary>Records the match of an event as a span in the event's trace.</summary>
    internal static void NoteMatch(StoredEvent stored, int triggers)
    {
        if (!Source.HasListeners())
            return;
        ActivityContext.TryParse(stored.Event.GetAttribute(Parent), stored.Event.GetAttribute(State), out var context);
        using var span = Source.StartActivity("wasmill filter", ActivityKind.Internal, context);
        if (span is null)
            return;
        Describe(span, stored);
        span.SetTag("wasmill.triggers", triggers);
    }

    /// <summary>Starts the span of an attempt, in the event's trace.</summary>
    internal static Activity? StartDelivery(DeliveryAttempt attempt)
    {
        if (!Source.HasListeners())
            return null;
        var one = attempt.Event.Event;
        var span = ActivityContext.TryParse(one.GetAttribute(Parent), one.GetAttribute(State), out var context)
            ? Source.StartActivity("wasmill deliver", ActivityKind.Client, context)
            : Source.StartActivity("wasmill deliver", ActivityKind.Client, parentContext: default);
        if (span is null)
            return null;
        Describe(span, attempt.Event);
        span.SetTag("wasmill.trigger", attempt.Trigger);
        span.SetTag("wasmill.attempt", attempt.Number);
        return span;
    }

    /// <summary>Records the result of an attempt and ends its span.</summary>
    internal static void EndDelivery(Activity? span, DeliveryResult result)
    {
        if (span is null)
            return;
        if (result.Status is { } status)
            span.SetTag("http.response.status_code", status);
        span.SetStatus(
            result.Verdict == DeliveryVerdict.Delivered ? ActivityStatusCode.Ok : ActivityStatusCode.Error,
            result.Reason.Length == 0 ? null : result.Reason);
        span.Dispose();
    }

    /// <summary>Starts the span of storing replies, below their attempt.</summary>
    internal static Activity? StartReply(StoredEvent cause, string? parent, int replies)
    {
        if (replies == 0 || !Source.HasListeners())
            return null;
        var span = Source.StartActivity(
            "wasmill reply", ActivityKind.Internal, ActivityContext.TryParse(parent, null, out var context) ? context : default);
        if (span is null)
            return null;
        Describe(span, cause);
        span.SetTag("wasmill.replies", replies);
        return span;
    }

    /// <summary>Gets the trace context of an attempt: its span's, or the event's.</summary>
    internal static (string? Parent, string? State) ContextOf(Activity? span, CloudEvent cloudEvent)
        => span is { IdFormat: ActivityIdFormat.W3C }
            ? (span.Id, span.TraceStateString)
            : (cloudEvent.GetAttribute(Parent), cloudEvent.GetAttribute(State));

    // OpenTelemetry's semantic conventions for CloudEvents.
    private static void Describe(Activity span, StoredEvent stored)
    {
        span.SetTag("cloudevents.event_id", stored.Event.Id);
        span.SetTag("cloudevents.event_source", stored.Event.Source);
        span.SetTag("cloudevents.event_type", stored.Event.Type);
    }
}
