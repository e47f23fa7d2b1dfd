using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Output;

namespace Wasmill.Commands.Flows;

/// <summary><c>wasmill delete broker|target|trigger</c>.</summary>
internal sealed class DeleteCommand : WasmillCommand
{
    private const string Broker = "broker";
    private readonly string _what;
    private readonly Func<FlowEditor, FlowText, string, FlowText>? _remove;
    private readonly ComponentKinds _kinds;
    private readonly Argument<string[]> _names = new("name") { Arity = ArgumentArity.OneOrMore, Description = "the names to delete" };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker's name (default: the current broker)" };

    private DeleteCommand(
        CommandContext context, ComponentKinds kinds, string what, string description, Func<FlowEditor, FlowText, string, FlowText>? remove)
        : base(context, what, description)
    {
        _what = what;
        _kinds = kinds;
        _remove = remove;
        Add(_names);
        if (what != Broker)
            Add(_broker);
    }

    public override IReadOnlyList<string> Examples => [$"wasmill delete {_what} NAME"];

    /// <summary>Creates the command with a subcommand for each kind of object.</summary>
    public static Command Create(CommandContext context, ComponentKinds kinds) => new(
        "delete", "Delete a broker, a source, a target or a trigger")
    {
        new DeleteCommand(context, kinds, Broker, "Stop a broker and delete it with all its data", null),
        new DeleteCommand(context, kinds, "source", "Delete a source", RemoveComponent(ComponentRole.Source)),
        new DeleteCommand(context, kinds, "target", "Delete a target and the triggers to it", RemoveComponent(ComponentRole.Target)),
        new DeleteCommand(
            context,
            kinds,
            "transformation",
            "Delete a transformation and the triggers to it",
            RemoveComponent(ComponentRole.Transformation)),
        new DeleteCommand(context, kinds, "trigger", "Delete a trigger", static (editor, text, name) => editor.RemoveTrigger(text, name)),
    };

    private static Func<FlowEditor, FlowText, string, FlowText> RemoveComponent(ComponentRole role)
        => (editor, text, name) => editor.RemoveComponent(text, name, role);

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(_names)!;
        if (_remove is null)
        {
            foreach (var folder in names.Select(name => Context.RequireBroker(name)).ToList())
                await DeleteBrokerAsync(folder, cancellationToken);
            return ExitCodes.Success;
        }

        var broker = Context.RequireBroker(parsed.GetValue(_broker));
        var editor = new FlowEditor(_kinds);
        try
        {
            await FlowEdits.ApplyAsync(
                broker, text => names.Aggregate(text, (before, name) => _remove(editor, before, name)), cancellationToken);
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
