using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Deleting;

// Tested by: DeleteCommandTests
/// <summary><c>wasmill delete source|target|transformation|trigger</c>.</summary>
internal sealed class DeleteComponentCommand : WasmillCommand
{
    private readonly string _what;
    private readonly string _example;
    private readonly Func<FlowEditor, FlowText, string, FlowText> _remove;
    private readonly ComponentKinds _kinds;
    private readonly Argument<string[]> _names = new("name") { Arity = ArgumentArity.OneOrMore, Description = "the names to delete" };
    private readonly Option<string?> _broker = SharedOptions.BrokerOption();
    private readonly Confirmation _confirmation;
    private readonly OutputOption _output = SharedOptions.OutputOption();

    public DeleteComponentCommand(
        CommandContext context, ComponentKinds kinds, (string What, string Example) names, string description,
        Func<FlowEditor, FlowText, string, FlowText> remove)
        : base(context, names.What, description)
    {
        (_what, _example) = names;
        _kinds = kinds;
        _remove = remove;
        Add(_names);
        Add(_broker);
        _confirmation = new Confirmation(this);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples
        => [$"wasmill delete {_what} {_example}", $"wasmill delete {_what} {_example} --broker wasm --yes"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(_names)!.Distinct(StringComparer.Ordinal).ToList();
        var broker = Context.RequireBroker(parsed.GetValue(_broker));
        var editor = new FlowEditor(_kinds);
        List<TriggerDto> triggers;
        try
        {
            // A name that does not exist is reported before anything is asked.
            _ = Remove(broker.ReadFlow());
            var status = await FlowEdits.DescribeAsync(broker, _kinds, cancellationToken);
            triggers = [.. status.Triggers.Where(trigger => names.Contains(_what == "trigger" ? trigger.Name : trigger.Target))];
            if (triggers.Exists(trigger => _what != "trigger" || trigger.Lag > 0))
                await _confirmation.RequireAsync(parsed, Terminal, Question(names, triggers), cancellationToken);
            await FlowEdits.ApplyAsync(broker, Remove, cancellationToken);
        }
        catch (Exception error) when (error is FlowException or ServerException)
        {
            throw new UserErrorException(error.Message);
        }

        Report(names, triggers, OutputOption.IsJson(parsed));
        return ExitCodes.Success;

        FlowText Remove(FlowText text) => names.Aggregate(text, (before, name) => _remove(editor, before, name));
    }

    private string Question(List<string> names, List<TriggerDto> triggers)
    {
        var lag = triggers.Sum(trigger => trigger.Lag);
        var lost = lag == 0 ? "" : $" {Counted.Of(lag, "undelivered event")} will not be delivered.";
        var with = _what == "trigger" ? "" : $" and {TriggersOf(triggers)}";
        return $"Delete {_what} {Counted.List(names)}{with}?{lost}";
    }

    private void Report(List<string> names, List<TriggerDto> triggers, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(
                Terminal,
                new DeletedRow(_what, names, _what == "trigger" ? [] : [.. triggers.Select(trigger => trigger.Name)]),
                FlowsJson.Default.DeletedRow);
            return;
        }

        foreach (var name in names)
        {
            var own = _what == "trigger" ? [] : triggers.FindAll(trigger => trigger.Target == name);
            Terminal.Out.WriteLine($"Deleted {_what} {name}{(own.Count == 0 ? "" : $" and {TriggersOf(own)}")}");
        }
    }

    private static string TriggersOf(List<TriggerDto> triggers)
        => $"its trigger{(triggers.Count == 1 ? "" : "s")} {Counted.List([.. triggers.Select(trigger => trigger.Name)])}";
}
