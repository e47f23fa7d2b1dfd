using System.CommandLine;
using System.Globalization;
using System.Text;
using Wasmill.Broker.Log.Inspection;
using Wasmill.Client.Text;
using Wasmill.CommandLine;
using Wasmill.Commands.Events.LogRows;
using Wasmill.Errors;
using Wasmill.Output;
using Wasmill.Server.Hosting;

namespace Wasmill.Commands.Events;

/// <summary><c>wasmill log verify|stat|dump</c>: reads a broker's log from its files, also while the broker is stopped.</summary>
internal sealed class LogCommand : WasmillCommand
{
    private readonly string _action;
    private readonly Argument<string?> _broker = SharedOptions.BrokerArgument();
    private readonly Option<string?> _folder = new("--folder") { Description = "a log's folder, instead of a broker's name" };

    private readonly Option<string> _output = SharedOptions.OutputOption();

    private LogCommand(CommandContext context, string action, string description) : base(context, action, description)
    {
        _action = action;
        Add(_broker);
        Add(_folder);
        if (action != "dump")
            Add(_output);
    }

    public override IReadOnlyList<string> Examples => [$"wasmill log {_action}", $"wasmill log {_action} --folder backup/wasm/log"];

    /// <summary>Creates the command with a subcommand for each action.</summary>
    public static Command Create(CommandContext context) => new("log", "Read a broker's log from its files")
    {
        new LogCommand(context, "verify", "Check every byte and report damage"),
        new LogCommand(context, "stat", "Show segments, events and triggers"),
        new LogCommand(context, "dump", "Print every event as a line of JSON"),
    };

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = parsed.GetValue(_folder) ?? Context.RequireBroker(parsed.GetValue(_broker)).LogFolder;
        if (!Directory.Exists(folder))
        {
            var engines = string.Join(" or ", BuiltInEngines.All.Where(engine => engine.HasOfflineTools).Select(engine => engine.Name));
            throw new UserErrorException($"{folder} does not exist: only brokers with the engine {engines} have one");
        }

        if (_action == "dump")
            return Dump(folder, cancellationToken);
        var summary = await ShowProgressAsync(
            parsed, $"Reading {folder}", Task.Run(() => LogInspector.Inspect(folder), cancellationToken));
        var asJson = OutputOption.IsJson(parsed);
        return _action == "verify" ? Verify(summary, asJson) : Stat(summary, asJson);
    }

    private int Verify(LogSummary summary, bool asJson)
    {
        if (asJson)
            JsonOutput.Write(Terminal, VerifyRow.Of(summary), EventsJson.Default.VerifyRow);
        else
            WriteText(summary);
        // A torn tail is left by a crash or belongs to a write in progress.
        return summary.IsDamaged ? ExitCodes.Failure : ExitCodes.Success;
    }

    private void WriteText(LogSummary summary)
    {
        foreach (var damage in summary.Damages)
            Terminal.Out.WriteLine(damage.ToString());
        if (OfCheckpoint(summary.Checkpoint) is { } text)
            Terminal.Out.WriteLine(text);
        foreach (var trigger in summary.Triggers.Where(trigger => trigger.Lost > 0))
            Terminal.Out.WriteLine($"trigger {trigger.Name}: {Count(trigger.Lost, "undelivered event")} lost");
        var places = summary.Damages.Count == 0 ? "no damage" : Count(summary.Damages.Count, "damaged place");
        Terminal.Out.WriteLine($"{Count(summary.Count(dead: false), "event")}, {Count(summary.Count(dead: true), "dead letter")} in "
            + $"{Count(summary.Segments.Count, "segment")}: {places}");
    }

    private static string? OfCheckpoint(CheckpointState state) => state switch
    {
        CheckpointState.Damaged => "checkpoint: damaged; the one before it will be used",
        CheckpointState.OlderOnly => "checkpoint: missing, as a crash can leave it; the one before it will be used",
        CheckpointState.None => "checkpoint: both are damaged or missing; all events will be redelivered to every trigger",
        _ => null,
    };

    private int Stat(LogSummary summary, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(Terminal, StatRow.Of(summary), EventsJson.Default.StatRow);
            return ExitCodes.Success;
        }

        var segments = new TextTable("Segment", "Bytes", "Records", "Events", "From");
        foreach (var segment in summary.Segments)
            segments.Add(segment.File, Text(segment.Bytes), Text(segment.Records), Text(segment.Events), Text(segment.FirstPosition));
        segments.Write(Terminal);
        var triggers = new TextTable("Trigger", "Cursor", "Open");
        foreach (var trigger in summary.Triggers)
            triggers.Add(trigger.Name, Text(trigger.Cursor), Text(trigger.Open));
        triggers.Write(Terminal);
        if (summary.CheckpointPosition is { } position)
            Terminal.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"Triggers as of the last checkpoint, at position {position}"));
        return ExitCodes.Success;
    }

    private int Dump(string folder, CancellationToken cancellationToken)
    {
        foreach (var stored in LogInspector.Events(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Terminal.Out.WriteLine(Encoding.UTF8.GetString(EventLine.Of(stored).Span));
        }

        return ExitCodes.Success;
    }

    private static string Count(long number, string what)
        => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
