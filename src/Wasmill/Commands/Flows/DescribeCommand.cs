using System.CommandLine;
using System.Globalization;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Output;

namespace Wasmill.Commands.Flows;

/// <summary><c>wasmill describe</c>: shows the tables of tmctl, followed by current problems.</summary>
internal sealed class DescribeCommand : WasmillCommand
{
    private readonly ComponentKinds _kinds;
    private readonly Argument<string?> _broker = SharedOptions.BrokerArgument();
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public DescribeCommand(CommandContext context, ComponentKinds kinds)
        : base(context, "describe", "Show a broker with its triggers, sources and targets")
    {
        _kinds = kinds;
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill describe", "wasmill describe wasm -o json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        StatusDto status;
        try
        {
            status = await FlowEdits.DescribeAsync(Context.RequireBroker(parsed.GetValue(_broker)), _kinds, cancellationToken);
        }
        catch (FlowException error)
        {
            throw new UserErrorException(error.Message);
        }

        if (parsed.GetValue(_output) == "json")
        {
            JsonOutput.Write(Terminal, status, ApiJson.Default.StatusDto);
            return ExitCodes.Success;
        }

        WriteTables(status);
        WriteTroubles(status);
        return ExitCodes.Success;
    }

    private void WriteTables(StatusDto status)
    {
        var brokers = new TextTable("Broker", "Status");
        brokers.Add(status.Broker, Online(status.Url));
        brokers.Write(Terminal.Out);

        var triggers = new TextTable("Trigger", "Target", "Filter");
        foreach (var trigger in status.Triggers)
            triggers.Add(trigger.Name, trigger.Target, trigger.Filter);
        triggers.Write(Terminal.Out);

        var transformations = new TextTable("Transformation", "Kind", "Status");
        foreach (var one in status.Transformations)
            transformations.Add(one.Name, one.Kind, Online(one.Online ? one.Url : null));
        transformations.Write(Terminal.Out);

        var sources = new TextTable("Source", "Kind", "Address", "Status");
        foreach (var source in status.Sources)
            sources.Add(source.Name, source.Kind, source.Address, StatusOf(source));
        sources.Write(Terminal.Out);

        var targets = new TextTable("Target", "Kind", "Expected Events", "Status");
        foreach (var target in status.Targets)
            targets.Add(target.Name, target.Kind, "*", Online(target.Online ? target.Url : null));
        targets.Write(Terminal.Out);
    }

    private TableCell StatusOf(SourceDto source)
    {
        var text = source.State switch
        {
            "running" when source.Url is { } url => $"online({url})",
            "running" => source.Next is null ? "online" : $"online, next{Due(source.Next)}",
            "waiting" => $"waiting{Due(source.Until)}: {source.Reason}",
            "starting" => "starting",
            _ => "offline",
        };
        return new TableCell(text, source.State == "running" ? Terminal.Good(text) : Terminal.Bad(text));
    }

    private TableCell Online(string? url)
    {
        var text = url is null ? "offline" : $"online({url})";
        return new TableCell(text, url is null ? Terminal.Bad(text) : Terminal.Good(text));
    }

    private void WriteTroubles(StatusDto status)
    {
        foreach (var trigger in status.Triggers.Where(trigger => trigger.LastError is not null
            || trigger.Lag > 0
            || trigger.DeadLetters > 0
            || trigger.Lost > 0
            || trigger.PausedUntil is not null
            || trigger.Rate > 0))
        {
            Terminal.Out.WriteLine($"{trigger.Name} -> {trigger.Target}: {string.Join(", ", Troubles(trigger))}");
            if (trigger.LastError is { } error)
                Terminal.Out.WriteLine($"  last error: {Terminal.Bad(error)}");
        }
    }

    private IEnumerable<string> Troubles(TriggerDto trigger)
    {
        if (trigger.OpenRetries > 0)
            yield return $"{Count(trigger.OpenRetries, "event")} waiting for another attempt{Due(trigger.NextRetry)}";
        if (trigger.Lag > trigger.OpenRetries)
            yield return $"{Count(trigger.Lag - trigger.OpenRetries, "event")} not delivered yet";
        if (trigger.Oldest is { } oldest)
            yield return string.Create(
                CultureInfo.InvariantCulture, $"the oldest is {Math.Max(0, (Context.Time.GetUtcNow() - oldest).TotalSeconds):0} s old");
        if (trigger.Rate > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{trigger.Rate:0.#} delivered per second");
        if (trigger.PausedUntil is { } time)
            yield return $"paused because the target is down, next probe{Due(time)}";
        if (trigger.DeadLetters > 0)
            yield return $"{Count(trigger.DeadLetters, "event")} given up";
        if (trigger.Lost > 0)
            yield return $"{Count(trigger.Lost, "event")} lost on the disk (wasmill log verify shows where)";
        if (trigger.Lag == 0 && trigger.DeadLetters == 0 && trigger.LastError is not null)
            yield return "the last attempt failed";
    }

    private static string Count(long number, string what)
        => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private string Due(DateTimeOffset? time)
        => time is { } due
            ? string.Create(CultureInfo.InvariantCulture, $" in {Math.Max(0, (due - Context.Time.GetUtcNow()).TotalSeconds):0.0} s")
            : "";
}
