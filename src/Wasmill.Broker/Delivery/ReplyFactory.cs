using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wasmill.Broker.Observing;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery;

// Tested by: EventBrokerTests, BrokerSimulation
/// <summary>Makes new events out of a target's replies.</summary>
internal static class ReplyFactory
{
    private const int IdBytes = 16;

    /// <summary>The replies as events for the log, with their cause and one hop more.</summary>
    /// <param name="trigger">The trigger whose delivery was answered.</param>
    /// <param name="cause">The event that was delivered.</param>
    /// <param name="result">The answer with its events.</param>
    /// <param name="now">The time for replies that have none.</param>
    public static NewEvent[] Make(string trigger, StoredEvent cause, DeliveryResult result, DateTimeOffset now)
    {
        var events = new NewEvent[result.Replies.Count];
        for (var i = 0; i < events.Length; i++)
        {
            // A reply that does not name its trace goes on with that of the delivery.
            var reply = EventTracing.Join(result.Replies[i], result.TraceParent, null);
            if (reply.Id.Length == 0)
                reply = reply with { Id = DeriveId(trigger, cause, i) };
            if (reply.Time is null)
                reply = reply with { Time = now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture) };
            events[i] = new NewEvent(reply, new EventCause(trigger, cause.Position, i), cause.Hops + 1);
        }

        return events;
    }

    // The same delivery made twice must give the same id, so that consumers can tell the duplicate.
    // The cause's own id makes it differ between logs.
    private static string DeriveId(string trigger, StoredEvent cause, int index)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{trigger}\n{cause.Position}\n{index}\n{cause.Event.Source}\n{cause.Event.Id}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, IdBytes));
    }
}
