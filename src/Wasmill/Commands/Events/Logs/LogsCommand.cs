using System.CommandLine;
using System.Text.Json;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;

namespace Wasmill.Commands.Events.Logs;

/// <summary><c>wasmill logs</c>: shows the log of a broker and its components.</summary>
internal sealed class LogsCommand : WasmillCommand
{
    private readonly ComponentKinds _kinds;
    private readonly Argument<string[]> _names = new("component")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "show these components only (default: the broker and all components)",
    };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "keep showing new lines" };
    private readonly Option<int?> _last = new("--tail", "-n") { Description = "show only this many of the last lines" };
    private readonly Option<string?> _since = new("--since") { Description = $"show lines since {TimeForms}" };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker's name (default: the current broker)" };
    private readonly Option<string> _output = SharedOptions.OutputOption();

    private const string TimeForms = "a time (2026-11-24T15:00:00Z) or a time ago (10m)";

    public LogsCommand(CommandContext context, ComponentKinds kinds) : base(context, "logs", "Show what a broker and its functions wrote")
    {
        _kinds = kinds;
        foreach (var option in (Option[])[_follow, _last, _since, _broker, _output])
            Add(option);
        Add(_names);
    }

    public override IReadOnlyList<string> Examples
        => ["wasmill logs", "wasmill logs wowow --follow", "wasmill logs -n 20", "wasmill logs wowow --since 10m -o json"];

    /// <summary>
    /// Shows the log: (1) read the options; (2) read the lines there are; (3) show the last of them; (4) show new lines.
    /// </summary>
    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // 1
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        var wanted = (parsed.GetValue(_names) ?? []).ToHashSet(StringComparer.Ordinal);
        var since = ReadSince(parsed.GetValue(_since));
        var last = parsed.GetValue(_last);
        if (last < 0)
            throw new UserErrorException($"\"{last}\" is not a valid --tail; use a number of lines", ExitCodes.Usage);
        var asJson = parsed.GetValue(_output) == "json";
        var files = new LogFiles(folder.LogPath);
        if (!files.Exist)
            throw new UserErrorException($"the broker \"{folder.Name}\" has written no log yet");

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var kept = new Queue<LogLine>();
        var isFollowing = false;
        await foreach (var line in files.ReadAsync(parsed.GetValue(_follow), cancellationToken))
        {
            // 3
            if (line is null)
            {
                RequireKnown(wanted, seen, folder);
                while (kept.TryDequeue(out var one))
                    Write(one, asJson);
                isFollowing = true;
                continue;
            }

            // 2 and 4
            seen.Add(line.Component);
            if (wanted.Count > 0 && !wanted.Contains(line.Component) || line.Time < since)
                continue;
            if (isFollowing || last is null && wanted.IsSubsetOf(seen))
            {
                while (kept.TryDequeue(out var one))
                    Write(one, asJson);
                Write(line, asJson);
                continue;
            }

            kept.Enqueue(line);
            if (kept.Count > last)
                kept.Dequeue();
        }

        return ExitCodes.Success;
    }

    private DateTimeOffset? ReadSince(string? text)
        => PointInTime.Read(text, "--since", Context.Time.GetUtcNow()) is not { } point ? null
            : point.Time ?? throw new UserErrorException($"\"{text}\" is not a valid --since; use {TimeForms}", ExitCodes.Usage);

    // A component that the flow has no more may have lines; one that the flow has may have none.
    private void RequireKnown(HashSet<string> wanted, HashSet<string> seen, BrokerFolder folder)
    {
        var unknown = wanted.Except(seen).ToList();
        if (unknown.Count == 0)
            return;
        var known = seen.Where(name => name.Length > 0).Append(folder.Name);
        try
        {
            known = known.Concat(FlowEdits.Read(folder, _kinds).Components.Select(component => component.Name));
        }
        catch (FlowException error)
        {
            throw new UserErrorException(error.Message);
        }

        var names = known.ToHashSet(StringComparer.Ordinal);
        if (unknown.Find(name => !names.Contains(name)) is { } first)
            throw new UserErrorException(FlowEditor.Unknown("component", first, names));
    }

    private void Write(LogLine line, bool asJson)
        => Terminal.Out.WriteLine(
            asJson && !line.Text.StartsWith('{') ? JsonSerializer.Serialize(line.ToRow(), LogsJson.Default.LogRow) : line.Text);
}
