using System.Globalization;
using Wasmill.Client.Api;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Describing;

// Tested by: DescribeCommandTests
/// <summary>One part of a broker in full: a line for each fact, never cut.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="status">The status of its broker.</param>
/// <param name="now">The time from which waits are counted.</param>
internal sealed class ComponentText(ITerminal terminal, StatusDto status, DateTimeOffset now)
{
    /// <summary>Writes a trigger.</summary>
    public void Write(TriggerDto trigger)
    {
        var target = status.Targets.Concat(status.Transformations).FirstOrDefault(one => one.Name == trigger.Target);
        Line("Trigger", trigger.Name);
        Line("Broker", status.Broker);
        Line("Target", target is null ? trigger.Target : $"{trigger.Target} ({target.Endpoint})");
        Line("Filter", trigger.Filter);
        if (status.Url is null)
        {
            Line("Status", terminal.Bad("offline"));
            return;
        }

        Line("Delivered", Text(trigger.Delivered));
        Line("In flight", Text(trigger.InFlight));
        Line("Failed attempts", Text(trigger.FailedAttempts));
        foreach (var fact in new TriggerText(now).News(trigger))
            Line("", fact);
        if (trigger.LastError is not { } error)
            return;
        Line("Last error", terminal.Bad(error));
        Line("", TriggerText.PlaceOfError(trigger)!);
    }

    /// <summary>Writes a source.</summary>
    public void Write(SourceDto source)
    {
        Line("Source", source.Name);
        Line("Broker", status.Broker);
        Line("Kind", source.Kind);
        Line("Address", source.Address);
        var state = $"{source.State}{TriggerText.Due(source.Until ?? source.Next, now)}";
        Line("Status", source.State == "running" ? terminal.Good(state) : terminal.Bad(state));
        if (source.Reason is { } reason)
            Line("Reason", reason);
        if (source.Url is { } url)
            Line("URL", url);
        Line("Published", Text(source.Published));
        Line("Duplicates", Text(source.Duplicates));
        Line("Restarts", Text(source.Restarts));
        if (source.LastEvent is { } last)
            Line("Last event", TimeText.Of(last));
        if (source is { LastError: { } error, LastErrorAt: { } time })
            Line("Last error", terminal.Bad($"{error} ({TimeText.Of(time)})"));
    }

    /// <summary>Writes a target or a transformation.</summary>
    public void Write(TargetDto target)
    {
        Line(status.Targets.Contains(target) ? "Target" : "Transformation", target.Name);
        Line("Broker", status.Broker);
        Line("Kind", target.Kind);
        Line("Endpoint", target.Endpoint);
        Line("Status", target.Online ? terminal.Good("online") : terminal.Bad("offline"));
        if (target.Url is { } url)
            Line("URL", $"{url} (an event sent there goes to this target alone)");
        foreach (var trigger in status.Triggers.Where(one => one.Target == target.Name))
            Line("Trigger", $"{trigger.Name}, filter {trigger.Filter}");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Line(string name, string text) => terminal.Out.WriteLine($"{name,-17}{text}");
}
