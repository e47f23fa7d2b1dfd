using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.CommandLine;
using Wasmill.Connectors.Kinds;
using Wasmill.Errors;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Output;

namespace Wasmill.Commands.Flows;

/// <summary><c>wasmill delete broker|target|trigger</c>.</summary>
internal sealed class DeleteCommand : WasmillCommand
{
    private readonly string _what;
    private readonly Argument<string[]> _names = new("name") { Arity = ArgumentArity.OneOrMore, Description = "what to remove" };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker; the current one when it is not given" };

    private DeleteCommand(ITerminal terminal, string what, string description) : base(terminal, what, description)
    {
        _what = what;
        Add(_names);
        if (what != "broker")
            Add(_broker);
    }

    public override IReadOnlyList<string> Examples => [$"wasmill delete {_what} NAME"];

    /// <summary>The command with one command for each thing.</summary>
    public static Command Create(ITerminal terminal) => new("delete", "Remove a broker, a target or a trigger")
    {
        new DeleteCommand(terminal, "broker", "Stop a broker and remove it with everything it holds"),
        new DeleteCommand(terminal, "target", "Remove a target and the triggers to it"),
        new DeleteCommand(terminal, "trigger", "Remove a trigger"),
    };

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(_names)!;
        if (_what == "broker")
        {
            foreach (var folder in names.Select(name => Shared.RequireBroker(name)).ToList())
                await DeleteBrokerAsync(folder, cancellationToken);
            return ExitCodes.Success;
        }

        var broker = Shared.RequireBroker(parsed.GetValue(_broker));
        var editor = new FlowEditor(BuiltInKinds.ForEditing);
        try
        {
            await FlowEdits.ApplyAsync(broker, text => names.Aggregate(text, _what == "target" ? editor.RemoveTarget : editor.RemoveTrigger), cancellationToken);
        }
        catch (Exception error) when (error is FlowException or ServerException)
        {
            throw new UserErrorException(error.Message);
        }

        foreach (var name in names)
            Terminal.Out.WriteLine($"Deleted {_what} {name}");
        return ExitCodes.Success;
    }

    private async Task DeleteBrokerAsync(BrokerFolder folder, CancellationToken cancellationToken)
    {
        await BrokerProcess.StopAsync(folder, cancellationToken);
        folder.Delete();
        Terminal.Out.WriteLine($"Deleted broker {folder.Name}");
        if (WasmillHome.OfUser().Current is { } current)
            Terminal.Out.WriteLine($"Active broker is \"{current}\"");
    }
}
