using System.Text.Json;
using Wasmill.Broker.History.Journal;
using Wasmill.Client.Api;

namespace Wasmill.Server.Admin;

// Tested by: OutcomeTests
/// <summary>Converts the broker's types to those of the API.</summary>
internal static class OutcomeMapping
{
    /// <summary>Maximum number of replies in one response. A reply takes about 300 bytes without its log, up to 50 KB with it.</summary>
    private const int MaxReplies = 1_000;

    /// <summary>Converts the outcome of an event, level by level, so that the limit drops the deepest replies.</summary>
    public static OutcomeDto ToDto(EventTrace trace)
    {
        var replies = new List<ReplyDto>();
        var omitted = trace.OmittedReplies;
        var waiting = new Queue<EventTrace>([trace]);
        while (waiting.TryDequeue(out var cause))
        {
            for (var i = 0; i < cause.Deliveries.Count; i++)
            {
                foreach (var reply in cause.Deliveries[i].Replies)
                {
                    waiting.Enqueue(reply);
                    if (replies.Count == MaxReplies)
                        omitted++;
                    else
                        replies.Add(new ReplyDto(
                            reply.Event.Position,
                            reply.Event.Event.Id,
                            reply.Event.Event.Type,
                            cause.Event.Position,
                            i,
                            ToDto(reply.Deliveries)));
                }
            }
        }

        return new OutcomeDto
        {
            Position = trace.Event.Position,
            Id = trace.Event.Event.Id,
            Type = trace.Event.Event.Type,
            Complete = trace.IsComplete,
            Deliveries = ToDto(trace.Deliveries),
            Replies = replies,
            OmittedReplies = omitted,
        };
    }

    /// <summary>Converts an attempt.</summary>
    public static AttemptDto ToDto(AttemptRecord attempt)
        => new(attempt.Number, attempt.Ended, attempt.Status, attempt.Reason, attempt.Log);

    private static DeliveryDto[] ToDto(IReadOnlyList<DeliveryTrace> deliveries) => [.. deliveries.Select(delivery => new DeliveryDto(
        delivery.Trigger,
        delivery.Target,
        JsonNamingPolicy.CamelCase.ConvertName(delivery.State.ToString()),
        [.. delivery.Attempts.Select(ToDto)],
        delivery.NextDue,
        delivery.IsDeleted))];
}
