using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Documentation;
using Wasmill.Flows.Settings;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Explaining;

/// <summary><c>wasmill flow explain [KIND]</c>: the reference page of a kind, or the list of kinds.</summary>
internal sealed class FlowExplainCommand : WasmillCommand
{
    private readonly ComponentKinds _kinds;
    private readonly Argument<string?> _kind = new("kind")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "a kind, such as CloudEventsTarget, or its name on the command line (default: list all kinds)",
    };

    private readonly OutputOption _output = SharedOptions.OutputOption();

    public FlowExplainCommand(CommandContext context, ComponentKinds kinds)
        : base(context, "explain", "Show the settings of a kind of source, target or transformation")
    {
        _kinds = kinds;
        Add(_kind);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill flow explain", "wasmill flow explain cloudevents"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var found = parsed.GetValue(_kind) is { } name ? Find(name) : null;
        if (OutputOption.IsJson(parsed))
            JsonOutput.Write(Terminal, [.. (found ?? _kinds.All).Select(RowOf)], FlowsJson.Default.KindRowArray);
        else if (found is null)
            List();
        else
            Terminal.Out.Write(string.Join('\n', found.Select(kind => ReferencePage.Write(kind, _kinds))));
        return Task.FromResult(ExitCodes.Success);
    }

    private static KindRow RowOf(IComponentKind kind) => new(
        kind.Kind,
        kind.ApiVersion,
        CommandOf(kind),
        kind.Description,
        [.. SettingTree.Leaves(kind.Settings).Select(leaf => new SettingRow(
            leaf.Path, leaf.Setting.Type.ToString(), leaf.Setting.IsRequired, leaf.Setting.Default, leaf.Setting.Description))]);

    private static string CommandOf(IComponentKind kind) => $"create {ReferencePage.WordOf(kind.Role)} {kind.CommandName}";

    private List<IComponentKind> Find(string name)
    {
        var found =
            _kinds.All.Where(kind => name.Equals(kind.Kind, StringComparison.OrdinalIgnoreCase) || name == kind.CommandName).ToList();
        if (found.Count == 0)
        {
            var guess = Spelling.Closest(name, [.. _kinds.All.Select(kind => kind.CommandName), .. _kinds.All.Select(kind => kind.Kind)]);
            throw new UserErrorException(
                $"\"{name}\" is not a known kind; "
                    + $"{(guess is null ? "\"wasmill flow explain\" lists the kinds" : $"did you mean {guess}?")}",
                ExitCodes.Usage);
        }

        return found;
    }

    private void List()
    {
        var table = new TextTable("Kind", "Command");
        foreach (var kind in _kinds.All)
            table.Add(kind.Kind, CommandOf(kind));
        table.Write(Terminal);
    }
}
