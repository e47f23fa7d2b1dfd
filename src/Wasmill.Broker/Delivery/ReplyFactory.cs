using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wasmill.Broker.Observing;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery;

// Tested by: EventBrokerTests, BrokerSimulation
/// <summary>Creates new events from a target's replies.</summary>
internal static class ReplyFactory
{
    private const int IdBytes = 16;

    /// <summary>Creates the events for the log, with their cause and one more hop.</summary>
    /// <param name="trigger">Trigger whose delivery produced the replies.</param>
    /// <param name="cause">The delivered event.</param>
    /// <param name="result">The result with the reply events.</param>
    /// <param name="now">Time for replies without a time.</param>
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

    // A redelivery must give the same ID, so that consumers can detect the duplicate.
    // The cause's own ID makes it unique across logs.
    private static string DeriveId(string trigger, StoredEvent cause, int index)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{trigger}\n{cause.Position}\n{index}\n{cause.Event.Source}\n{cause.Event.Id}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, IdBytes));
    }
}
