using System.CommandLine;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Client;
using Wasmill.CommandLine;
using Wasmill.Commands.Flows.Options;
using Wasmill.Errors;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using Wasmill.Events.Scopes;
using Wasmill.Filtering;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Naming;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Creating;

/// <summary><c>wasmill create trigger</c>.</summary>
internal sealed class CreateTriggerCommand : WasmillCommand
{
    private readonly ComponentKinds _kinds;
    private readonly Option<string> _target = new("--target") { Description = "the target to deliver events to", Required = true };
    private readonly Option<string[]> _types = new("--eventTypes")
    {
        HelpName = "TYPES",
        Description = "comma-separated: exact, prefix* or *suffix; creates one trigger per type; "
            + "default: all events",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _attributes = new("--attribute")
    {
        HelpName = "NAME=VALUE",
        Description = "an attribute that events must have, with this exact value; NAME= for any value; may be repeated",
    };
    private readonly Option<string?> _sql = new("--sql")
    {
        HelpName = "CESQL",
        Description = "a CESQL expression that must be true, such as \"type LIKE 'order.%'\"",
    };
    private readonly Option<string?> _filter = new("--filter")
    {
        HelpName = "FILTER",
        Description = "a file with a filter or a list of them, or the YAML or JSON itself: docs/filters.md; - reads standard input",
    };
    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "POINT",
        Description = $"first event to deliver: beginning, {PointInTime.Forms}; default: the next event",
    };
    private readonly Option<string?> _name = new("--name")
    {
        Description = "the trigger's name (default: made from its target and filter)",
    };
    private readonly Option<string?> _broker = SharedOptions.BrokerOption();
    private readonly DeliveryOptions _delivery;
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public CreateTriggerCommand(CommandContext context, ComponentKinds kinds)
        : base(context, "trigger", "Create a trigger, which delivers matching events to a target")
    {
        _kinds = kinds;
        Add(_target);
        Add(_types);
        Add(_attributes);
        Add(_sql);
        Add(_filter);
        Add(_from);
        _delivery = new DeliveryOptions(this);
        Add(_name);
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples =>
        [
            "wasmill create trigger --target cloudrun",
            "wasmill create trigger --eventTypes io.wasm.event --target wasm-cloudeventstarget",
            "wasmill create trigger --eventTypes 'order.*' --target billing --name orders",
            """wasmill create trigger --sql "subject LIKE 'eu-%'" --attribute region=eu --target billing""",
            "wasmill create trigger --target audit --from beginning",
            "wasmill create trigger --filter '{data: {/order/total: {gt: 100}}}' --target billing",
            "wasmill create trigger --target billing --retry 5 --backoff linear --backoff-delay 2s --timeout 10s --dead-letter failures",
        ];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        var triggers = await MakeTriggersAsync(parsed, folder.Name, cancellationToken);
        foreach (var trigger in triggers)
        {
            if (!ComponentNames.IsValid(trigger.Name))
                throw new UserErrorException(
                    $"\"{trigger.Name}\" is not a valid trigger name: {ComponentNames.Rule}; choose a name with --name", ExitCodes.Usage);
        }

        try
        {
            var editor = new FlowEditor(_kinds);
            await FlowEdits.ApplyAsync(folder, text => triggers.Aggregate(text, editor.AddTrigger), cancellationToken);
        }
        catch (Exception error) when (error is FlowException or ServerException)
        {
            throw new UserErrorException(error.Message);
        }

        WarnOfLoops(FlowEdits.Read(folder, _kinds), triggers);
        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, new CreatedRow([.. triggers.Select(trigger => trigger.Name)], null), FlowsJson.Default.CreatedRow);
        else
            triggers.ForEach(trigger => CreatedBlock.Write(Terminal, trigger.Name));
        return ExitCodes.Success;
    }

    private async Task<List<TriggerConfig>> MakeTriggersAsync(ParseResult parsed, string broker, CancellationToken cancellationToken)
    {
        var target = parsed.GetValue(_target)!;
        var filters = await ReadFiltersAsync(parsed, cancellationToken);
        var name = parsed.GetValue(_name);
        var start = ReadStart(parsed.GetValue(_from));
        var delivery = _delivery.Read(parsed);
        return [.. filters.Select((filter, index) => new TriggerConfig(
            name is null ? ComponentNames.ForTrigger(broker, target, filter) : filters.Count == 1 ? name : $"{name}-{index + 1}",
            filter, target, DeliveryPolicy.Default) { Start = start, Stated = delivery })];
    }

    private FeedStart ReadStart(string? text) => text switch
    {
        null or "end" => new FeedStart.End(),
        "beginning" => new FeedStart.Beginning(),
        _ => PointInTime.Read(text, "--from", Context.Time.GetUtcNow()) switch
        {
            { Time: { } time } => new FeedStart.Since(time),
            var place => new FeedStart.At(Math.Max(1, place!.Position!.Value)),
        },
    };

    // One filter per type; all other conditions apply to each of them.
    private async Task<List<FilterConfig>> ReadFiltersAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var types = (parsed.GetValue(_types) ?? [])
            .SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (types.Count == 0 && parsed.GetResult(_types) is not null)
            throw new UserErrorException("--eventTypes is empty; omit it to deliver events of all types", ExitCodes.Usage);
        var shared = (parsed.GetValue(_attributes) ?? []).Select(FilterCondition (text) => FilterArguments.ReadAttribute(text)).ToList();
        if (parsed.GetValue(_sql) is { } sql)
            shared.Add(FilterArguments.ReadExpression(sql));
        if (parsed.GetValue(_filter) is { } filter)
            shared.AddRange((await FilterArguments.ReadFilterAsync(Terminal, filter, cancellationToken)).Conditions);
        var filters = types.Select(FilterConfig.OfType)
            .DefaultIfEmpty(FilterConfig.Everything)
            .Select(type => new FilterConfig([.. type.Conditions, .. shared]))
            .ToList();
        foreach (var made in filters)
            FilterArguments.Compile(Terminal, made);
        return filters;
    }

    // Replies of a target are stored as events, which its own trigger can match.
    private void WarnOfLoops(FlowModel flow, List<TriggerConfig> triggers)
    {
        foreach (var trigger in triggers)
        {
            var replies = flow.Targets.Any(target => target.Name == trigger.Target && _kinds.KindOf(target).Answers == AnswerRule.Expected);
            var isBound = trigger.Filter.Compile().Scope.Kind == TypeScopeKind.Exact
                || trigger.Filter.Conditions.Any(condition => condition is AttributeCondition { Match: AttributeMatch.Exact });
            if (replies && !isBound)
                Terminal.Error.WriteLine($"Warning: {trigger.Name} can match the replies of its own target; a chain of replies ends after "
                    + "16 of them. A filter with --eventTypes prevents it.");
        }
    }
}
