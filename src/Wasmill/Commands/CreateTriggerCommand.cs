using System.CommandLine;
using Wasmill.Broker.Policies;
using Wasmill.CommandLine;
using Wasmill.Events.Filters;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;
using Wasmill.Flows.Naming;
using Wasmill.Output;
using Wasmill.Server;

namespace Wasmill.Commands;

/// <summary><c>wasmill create trigger</c>.</summary>
internal sealed class CreateTriggerCommand : WasmillCommand
{
    private readonly Option<string> _target = new("--target") { Description = "the target that gets the events", Required = true };
    private readonly Option<string[]> _types = new("--eventTypes")
    {
        Description = "event types, separated by commas: exact, or x* for a beginning, *x for an end; one trigger for each. Every event when it is not given",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _name = new("--name") { Description = "the trigger's name; made of its target and filter when it is not given" };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker; the current one when it is not given" };
    private readonly Option<string> _output = Shared.OutputOption();

    public CreateTriggerCommand(ITerminal terminal) : base(terminal, "trigger", "Make a trigger: which events go to which target")
    {
        Add(_target);
        Add(_types);
        Add(_name);
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples =>
        ["wasmill create trigger --target cloudrun", "wasmill create trigger --eventTypes io.wasm.event --target wasm-cloudeventstarget", "wasmill create trigger --eventTypes 'order.*' --target billing --name orders"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Shared.RequireBroker(parsed.GetValue(_broker));
        var triggers = MakeTriggers(parsed, folder.Name);
        foreach (var trigger in triggers)
        {
            if (!ComponentNames.IsValid(trigger.Name))
                throw new UserErrorException($"\"{trigger.Name}\" cannot be a trigger's name: {ComponentNames.Rule}; choose one with --name", ExitCodes.Usage);
        }

        try
        {
            var editor = new FlowEditor(BuiltInKinds.ForEditing);
            await FlowEdits.ApplyAsync(folder, text => triggers.Aggregate(text, editor.AddTrigger), cancellationToken);
        }
        catch (Exception error) when (error is FlowException or ServerException)
        {
            throw new UserErrorException(error.Message);
        }

        WarnOfLoops(FlowEdits.Read(folder), triggers);
        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, new CreatedRow([.. triggers.Select(trigger => trigger.Name)], null), CliJson.Default.CreatedRow);
        else
            triggers.ForEach(trigger => CreatedBlock.Write(Terminal, trigger.Name));
        return ExitCodes.Success;
    }

    private List<TriggerConfig> MakeTriggers(ParseResult parsed, string broker)
    {
        var target = parsed.GetValue(_target)!;
        var types = (parsed.GetValue(_types) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal).ToList();
        var filters = types.Count == 0 ? [FilterConfig.Everything] : types.Select(FilterConfig.OfType).ToList();
        var name = parsed.GetValue(_name);
        return [.. filters.Select((filter, index) => new TriggerConfig(
            name is null ? ComponentNames.ForTrigger(broker, target, filter) : filters.Count == 1 ? name : $"{name}-{index + 1}",
            filter, target, DeliveryPolicy.Default))];
    }

    // A function usually answers, and its answers come by this trigger again.
    private void WarnOfLoops(FlowModel flow, List<TriggerConfig> triggers)
    {
        foreach (var trigger in triggers)
        {
            var replies = flow.Targets.Any(target => target.Name == trigger.Target && target.Kind == "FunctionTarget");
            if (replies && trigger.Filter.Conditions.All(condition => condition.Match != AttributeMatch.Exact))
                Terminal.Error.WriteLine($"Warning: {trigger.Name} can match the replies of its own target; a chain of replies ends after 16 of them. A filter with --eventTypes prevents it.");
        }
    }
}
