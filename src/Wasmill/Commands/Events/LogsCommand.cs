using System.CommandLine;
using System.Text.Json;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Events;

/// <summary><c>wasmill logs</c>: shows the log of a broker and its components.</summary>
internal sealed class LogsCommand : WasmillCommand
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly Argument<string[]> _names = new("component")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "show these components only (default: the broker and all components)",
    };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "keep showing new lines" };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker's name (default: the current broker)" };

    public LogsCommand(CommandContext context) : base(context, "logs", "Show what a broker and its functions wrote")
    {
        Add(_names);
        Add(_follow);
        Add(_broker);
    }

    public override IReadOnlyList<string> Examples => ["wasmill logs", "wasmill logs wowow --follow"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        var wanted = (parsed.GetValue(_names) ?? []).ToHashSet(StringComparer.Ordinal);
        if (!File.Exists(folder.LogPath))
            throw new UserErrorException($"the broker \"{folder.Name}\" has written no log yet");

        using var reader = new StreamReader(
            new FileStream(folder.LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (true)
        {
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (wanted.Count == 0 || wanted.Contains(ComponentOf(line)))
                    await Terminal.Out.WriteLineAsync(line);
            }

            if (!parsed.GetValue(_follow))
                return ExitCodes.Success;
            // Another process's file cannot be awaited.
            await Task.Delay(Poll, cancellationToken);
        }
    }

    // "TIME COMPONENT | TEXT", or a JSON object. A file has lines of both when the format was changed between two starts.
    private static string ComponentOf(string line)
        => line.StartsWith('{') ? ComponentOfJson(line) : line.Split(' ', 3) is [_, var component, _] ? component : "";

    private static string ComponentOfJson(string line)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            return entry.RootElement.TryGetProperty("component", out var component) ? component.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            // The end of a line that is still being written.
            return "";
        }
    }
}
