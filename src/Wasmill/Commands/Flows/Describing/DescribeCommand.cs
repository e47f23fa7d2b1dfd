using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Naming;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Describing;

/// <summary><c>wasmill describe</c>: shows a broker with the tables of tmctl and its current problems, or one component in full.</summary>
internal sealed class DescribeCommand : WasmillCommand
{
    private readonly ComponentKinds _kinds;
    private readonly Argument<string?> _name = new("name")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "a broker, or a trigger, source, transformation or target (default: the current broker)",
    };
    private readonly Option<string?> _broker = new("--broker")
    {
        Description = "the broker of the component (default: the current broker)",
    };
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public DescribeCommand(CommandContext context, ComponentKinds kinds)
        : base(context, "describe", "Show a broker, or one of its components in full")
    {
        _kinds = kinds;
        Add(_name);
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill describe", "wasmill describe orders", "wasmill describe wasm -o json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (name, broker) = (parsed.GetValue(_name), parsed.GetValue(_broker));
        var isBroker = broker is null && name is not null && ComponentNames.IsValid(name) && Context.Home.Folder(name).Exists;
        StatusDto status;
        try
        {
            status = await FlowEdits.DescribeAsync(
                Context.RequireBroker(isBroker || Context.Home.Current is null ? name : broker), _kinds, cancellationToken);
        }
        catch (FlowException error)
        {
            throw new UserErrorException(error.Message);
        }

        var asJson = parsed.GetValue(_output) == "json";
        if (name is not null && !isBroker)
            WriteComponent(status, name, asJson);
        else if (asJson)
            JsonOutput.Write(Terminal, status, ApiJson.Default.StatusDto);
        else
            new StatusText(Terminal, Context.Time.GetUtcNow()).Write(status);
        return ExitCodes.Success;
    }

    private void WriteComponent(StatusDto status, string name, bool asJson)
    {
        var text = new ComponentText(Terminal, status, Context.Time.GetUtcNow());
        if (status.Triggers.FirstOrDefault(trigger => trigger.Name == name) is { } trigger)
        {
            if (asJson)
                JsonOutput.Write(Terminal, trigger, ApiJson.Default.TriggerDto);
            else
                text.Write(trigger);
        }
        else if (status.Sources.FirstOrDefault(source => source.Name == name) is { } source)
        {
            if (asJson)
                JsonOutput.Write(Terminal, source, ApiJson.Default.SourceDto);
            else
                text.Write(source);
        }
        else if (status.Targets.Concat(status.Transformations).FirstOrDefault(target => target.Name == name) is { } target)
        {
            if (asJson)
                JsonOutput.Write(Terminal, target, ApiJson.Default.TargetDto);
            else
                text.Write(target);
        }
        else
        {
            var guess = Spelling.Closest(
                name,
                [
                    .. Context.Home.Brokers(),
                    .. status.Triggers.Select(one => one.Name),
                    .. status.Sources.Select(one => one.Name),
                    .. status.Transformations.Concat(status.Targets).Select(one => one.Name),
                ]);
            throw new UserErrorException(
                $"\"{name}\" is neither a broker nor a component of the broker \"{status.Broker}\"; "
                + (guess is null ? "\"wasmill brokers\" and \"wasmill describe\" show the names" : $"did you mean \"{guess}\"?"));
        }
    }
}
