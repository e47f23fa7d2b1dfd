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

    private DeleteCommand(CommandContext context, string what, string description) : base(context, what, description)
    {
        _what = what;
        Add(_names);
        if (what != "broker")
            Add(_broker);
    }

    public override IReadOnlyList<string> Examples => [$"wasmill delete {_what} NAME"];

    /// <summary>The command with one command for each thing.</summary>
    public static Command Create(CommandContext context) => new("delete", "Remove a broker, a target or a trigger")
    {
        new DeleteCommand(context, "broker", "Stop a broker and remove it with everything it holds"),
        new DeleteCommand(context, "target", "Remove a target and the triggers to it"),
        new DeleteCommand(context, "trigger", "Remove a trigger"),
    };

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(_names)!;
        if (_what == "broker")
        {
            foreach (var folder in names.Select(name => Context.RequireBroker(name)).ToList())
                await DeleteBrokerAsync(folder, cancellationToken);
            return ExitCodes.Success;
        }

        var broker = Context.RequireBroker(parsed.GetValue(_broker));
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
        await BrokerProcess.StopAsync(folder, Context.Time, cancellationToken);
        folder.Delete();
        Terminal.Out.WriteLine($"Deleted broker {folder.Name}");
        if (Context.Home.Current is { } current)
            Terminal.Out.WriteLine($"Active broker is \"{current}\"");
    }
}
