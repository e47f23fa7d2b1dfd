using System.Buffers;
using System.Text.Json;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Journal;
using Wasmill.Events.Json;
using Wasmill.Server.Api;

namespace Wasmill.Server.Hosting;

/// <summary>From the broker's own types to those of the API.</summary>
internal static class OutcomeMapping
{
    /// <summary>What became of an event.</summary>
    public static OutcomeDto ToDto(EventTrace trace) => new(
        trace.Event.Position, trace.Event.Event.Id, trace.Event.Event.Type, trace.IsComplete, [.. trace.Deliveries.Select(ToDto)]);

    /// <summary>A stored event.</summary>
    public static WatchedEventDto ToDto(StoredEvent stored)
    {
        var json = new ArrayBufferWriter<byte>();
        JsonEventFormat.Write(stored.Event, json);
        using var document = JsonDocument.Parse(json.WrittenMemory);
        return new WatchedEventDto(stored.Position, stored.Arrived, stored.Cause?.Trigger, stored.Cause?.Position, document.RootElement.Clone());
    }

    private static DeliveryDto ToDto(DeliveryTrace delivery) => new(
        delivery.Trigger,
        delivery.Target,
        JsonNamingPolicy.CamelCase.ConvertName(delivery.State.ToString()),
        [.. delivery.Attempts.Select(attempt => new AttemptDto(attempt.Number, attempt.Status, attempt.Reason, attempt.Log))],
        delivery.NextDue,
        [.. delivery.Replies.Select(ToDto)]);
}
