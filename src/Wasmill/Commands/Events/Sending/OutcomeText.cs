using System.Globalization;
using Wasmill.Client.Api;
using Wasmill.Output;

namespace Wasmill.Commands.Events.Sending;

/// <summary>Outcome of an event, as a tree of lines.</summary>
internal static class OutcomeText
{
    /// <summary>Replies of one event that are shown; a screen or four. <c>-o json</c> has the others.</summary>
    private const int ShownReplies = 200;

    /// <summary>Indicates whether everything was delivered.</summary>
    public static bool IsDelivered(OutcomeDto outcome)
        => outcome.Deliveries.Concat(outcome.Replies.SelectMany(reply => reply.Deliveries)).All(delivery => delivery.State == "delivered");

    /// <summary>Writes the tree.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="outcome">The event's outcome.</param>
    /// <param name="withAttempts">Whether every failed attempt gets a line, not the last alone.</param>
    public static void Write(ITerminal terminal, OutcomeDto outcome, bool withAttempts = false)
    {
        terminal.Out.WriteLine($"Outcome of event {outcome.Id} ({outcome.Type}):");
        var replies = outcome.Replies.Take(ShownReplies).ToLookup(reply => (reply.Cause, reply.CauseDelivery));
        WriteDeliveries(outcome.Position, outcome.Deliveries, "  ");
        if (outcome.Replies.Count + outcome.OmittedReplies - ShownReplies is > 0 and var more)
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ... and {more} more "
                + $"{(more == 1 ? "reply" : "replies")}{(outcome.Replies.Count > ShownReplies ? "; \"-o json\" shows more" : "")}"));

        // No deeper than the broker's limit of hops, and never deeper than the replies that are shown.
        void WriteDeliveries(long position, IReadOnlyList<DeliveryDto> deliveries, string indent)
        {
            if (deliveries.Count == 0)
                terminal.Out.WriteLine($"{indent}no trigger matches it");
            for (var i = 0; i < deliveries.Count; i++)
            {
                WriteDelivery(terminal, deliveries[i], indent, withAttempts);
                foreach (var reply in replies[(position, i)])
                {
                    terminal.Out.WriteLine($"{indent}  replied with event {reply.Id} ({reply.Type}):");
                    WriteDeliveries(reply.Position, reply.Deliveries, indent + "    ");
                }
            }
        }
    }

    private static void WriteDelivery(ITerminal terminal, DeliveryDto delivery, string indent, bool withAttempts)
    {
        var target = delivery.Target.Length == 0 ? "" : $" -> {delivery.Target}";
        terminal.Out.WriteLine(
            $"{indent}{delivery.Trigger}{(delivery.Deleted ? " (deleted)" : "")}{target}: {Describe(terminal, delivery)}");
        foreach (var failed in withAttempts ? delivery.Attempts.SkipLast(1) : [])
            terminal.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{indent}  attempt {failed.Number} failed at {TimeText.Of(failed.Ended)}: {failed.Reason}"));
        if (delivery.Attempts is [.., var last])
        {
            foreach (var line in last.Log)
                terminal.Out.WriteLine($"{indent}  | {line}");
        }
    }

    private static string Due(DeliveryDto delivery)
        => delivery.NextDue is { } due ? $"will be retried at {TimeText.Of(due)}" : "will be retried";

    private static string Describe(ITerminal terminal, DeliveryDto delivery)
    {
        var last = delivery.Attempts is [.., var attempt] ? attempt : null;
        var tries = last is { Number: > 1 } ? string.Create(CultureInfo.InvariantCulture, $" at attempt {last.Number}") : "";
        return delivery.State switch
        {
            "delivered" => terminal.Good("delivered")
                + (last?.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $" ({status})") : "") + tries,
            "retrying" => terminal.Bad("failed") + $"{tries}, {Due(delivery)}: {last?.Reason}",
            "givenUp" => terminal.Bad("given up") + $"{tries}: {last?.Reason}",
            _ => "in progress",
        };
    }
}
