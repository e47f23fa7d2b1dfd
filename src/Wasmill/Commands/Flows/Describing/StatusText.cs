using Wasmill.Client.Api;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Describing;

// Tested by: DescribeCommandTests
/// <summary>The status of a broker: the tables of tmctl, and the problems below them.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="now">The time from which waits are counted.</param>
internal sealed class StatusText(ITerminal terminal, DateTimeOffset now)
{
    private readonly TriggerText _triggers = new(now);

    /// <summary>
    /// Writes the tables and the problems. On a terminal a target is shown with its endpoint; programs that read the tables of tmctl get
    /// its columns.
    /// </summary>
    public void Write(StatusDto status)
    {
        var brokers = new TextTable("Broker", "Status");
        brokers.Add(status.Broker, Online(status.Url is not null, status.Url));
        brokers.Write(terminal);

        var triggers = new TextTable("Trigger", "Target", "Filter");
        foreach (var trigger in status.Triggers)
            triggers.Add(trigger.Name, trigger.Target, trigger.Filter);
        triggers.Write(terminal);

        var transformations = new TextTable("Transformation", "Kind", "Status");
        foreach (var one in status.Transformations)
            transformations.Add(one.Name, one.Kind, Online(one.Online, terminal.Width is null ? one.Url : null));
        transformations.Write(terminal);

        var sources = new TextTable("Source", "Kind", "Address", "Status");
        foreach (var source in status.Sources)
            sources.Add(source.Name, source.Kind, source.Address, StatusOf(source));
        sources.Write(terminal);

        WriteTargets(status.Targets);
        WriteProblems(status.Triggers);
    }

    private void WriteTargets(IReadOnlyList<TargetDto> targets)
    {
        var forProgram = terminal.Width is null;
        var table = new TextTable("Target", "Kind", forProgram ? "Expected Events" : "Endpoint", "Status");
        foreach (var target in targets)
            table.Add(
                target.Name, target.Kind, forProgram ? "*" : target.Endpoint, Online(target.Online, forProgram ? target.Url : null));
        table.Write(terminal);
    }

    private void WriteProblems(IReadOnlyList<TriggerDto> triggers)
    {
        foreach (var trigger in triggers.Where(TriggerText.HasNews))
        {
            WriteSentence($"{trigger.Name} -> {trigger.Target}: {string.Join(", ", _triggers.News(trigger))}");
            if (trigger.LastError is not { } error)
                continue;
            WriteSentence($"  last error: {terminal.Bad(error)}");
            WriteSentence($"    {TriggerText.PlaceOfError(trigger)}");
        }

        if (triggers.Any(trigger => trigger.OpenRetries > 0))
            terminal.Error.WriteLine("Next: \"wasmill retry\" tries the waiting events again now");
        else if (triggers.Any(trigger => trigger.DeadLetters > 0))
            terminal.Error.WriteLine("Next: \"wasmill deadletters list\" shows the undeliverable events");
    }

    private void WriteSentence(string sentence)
        => terminal.Out.WriteLine(terminal.Width is { } width ? WrappedText.Fit(sentence, width) : sentence);

    private TableCell StatusOf(SourceDto source)
    {
        var text = source.State switch
        {
            "running" when source.Url is { } url => $"online({url})",
            "running" => source.Next is null ? "online" : $"online, next{TriggerText.Due(source.Next, now)}",
            "waiting" => $"waiting{TriggerText.Due(source.Until, now)}: {source.Reason}",
            "starting" => "starting",
            _ => "offline",
        };
        return new TableCell(text, source.State == "running" ? terminal.Good : terminal.Bad);
    }

    private TableCell Online(bool isOnline, string? url)
        => isOnline
            ? new TableCell(url is null ? "online" : $"online({url})", terminal.Good)
            : new TableCell("offline", terminal.Bad);
}
