using System.Text.Json;
using Wasmill.Broker.Journal;
using Wasmill.Server.Api;

namespace Wasmill.Server.Hosting;

/// <summary>From the broker's own types to those of the API.</summary>
internal static class OutcomeMapping
{
    /// <summary>What became of an event.</summary>
    public static OutcomeDto ToDto(EventTrace trace) => new(
        trace.Event.Position, trace.Event.Event.Id, trace.Event.Event.Type, trace.IsComplete, [.. trace.Deliveries.Select(ToDto)]);

    private static DeliveryDto ToDto(DeliveryTrace delivery) => new(
        delivery.Trigger,
        delivery.Target,
        JsonNamingPolicy.CamelCase.ConvertName(delivery.State.ToString()),
        [.. delivery.Attempts.Select(attempt => new AttemptDto(attempt.Number, attempt.Status, attempt.Reason, attempt.Log))],
        delivery.NextDue,
        [.. delivery.Replies.Select(ToDto)]);
}
