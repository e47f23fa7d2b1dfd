using System.Globalization;
using Wasmill.Output;
using Wasmill.Server.Api;

namespace Wasmill.Sending;

/// <summary>What became of an event, as a tree of lines.</summary>
internal static class OutcomeText
{
    /// <summary>Whether everything was delivered.</summary>
    public static bool IsDelivered(OutcomeDto outcome)
        => outcome.Deliveries.All(delivery => delivery.State == "delivered" && delivery.Replies.All(IsDelivered));

    /// <summary>Writes the tree.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="outcome">What became of an event.</param>
    /// <param name="withAttempts">Whether every failed attempt gets a line, not the last alone.</param>
    public static void Write(ITerminal terminal, OutcomeDto outcome, bool withAttempts = false)
    {
        terminal.Out.WriteLine($"Outcome of event {outcome.Id} ({outcome.Type}):");
        WriteDeliveries(terminal, outcome, "  ", withAttempts);
    }

    private static void WriteDeliveries(ITerminal terminal, OutcomeDto outcome, string indent, bool withAttempts)
    {
        if (outcome.Deliveries.Count == 0)
            terminal.Out.WriteLine($"{indent}no trigger matches it");
        foreach (var delivery in outcome.Deliveries)
        {
            terminal.Out.WriteLine($"{indent}{delivery.Trigger} -> {delivery.Target}: {Describe(terminal, delivery)}");
            foreach (var failed in withAttempts ? delivery.Attempts.SkipLast(1) : [])
                terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{indent}  attempt {failed.Number} failed: {failed.Reason}"));
            if (delivery.Attempts is [.., var last])
            {
                foreach (var line in last.Log)
                    terminal.Out.WriteLine($"{indent}  | {line}");
            }

            foreach (var reply in delivery.Replies)
            {
                terminal.Out.WriteLine($"{indent}  replied with event {reply.Id} ({reply.Type}):");
                WriteDeliveries(terminal, reply, indent + "    ", withAttempts);
            }
        }
    }

    private static string Describe(ITerminal terminal, DeliveryDto delivery)
    {
        var last = delivery.Attempts is [.., var attempt] ? attempt : null;
        var tries = last is { Number: > 1 } ? string.Create(CultureInfo.InvariantCulture, $" at attempt {last.Number}") : "";
        return delivery.State switch
        {
            "delivered" => terminal.Good("delivered") + (last?.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $" ({status})") : "") + tries,
            "retrying" => terminal.Bad("failed") + $"{tries}, will be tried again: {last?.Reason}",
            "givenUp" => terminal.Bad("given up") + $"{tries}: {last?.Reason}",
            _ => "still under way",
        };
    }
}
