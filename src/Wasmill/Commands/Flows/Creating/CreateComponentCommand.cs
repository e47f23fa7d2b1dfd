using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.CommandLine;
using Wasmill.Commands.Flows.Options;
using Wasmill.Errors;
using Wasmill.Flows.Components;
using Wasmill.Flows.Documentation;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Naming;
using Wasmill.Flows.Settings;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Creating;

/// <summary><c>wasmill create source|target|transformation KIND</c>: an option for each setting of the kind.</summary>
internal sealed class CreateComponentCommand : WasmillCommand
{
    private readonly ComponentKinds _kinds;
    private readonly IComponentKind _kind;
    private readonly Option<string?> _name;
    private readonly Option<string?> _broker = SharedOptions.BrokerOption();
    private readonly Option<string> _output = SharedOptions.OutputOption();
    private readonly SettingOptions _settings;

    public CreateComponentCommand(CommandContext context, ComponentKinds kinds, IComponentKind kind)
        : base(context, kind.CommandName, Capitalise(kind.Description))
    {
        _kinds = kinds;
        _kind = kind;
        _name = new Option<string?>("--name")
        {
            Description = $"the {Role}'s name (default: made from the broker and the kind, or from the app)",
        };
        _settings = new SettingOptions(this, kind);
        Add(_name);
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples
        => [.. _kind.Examples.Where(ExampleCommand.CanWrite).Select(example => ExampleCommand.Write(_kind, example))];

    private string Role => ReferencePage.WordOf(_kind.Role);

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        var spec = _settings.Read(parsed, Terminal);
        var name = NameOf(parsed, folder, spec);
        if (!ComponentNames.IsValid(name))
            throw new UserErrorException(
                $"\"{name}\" is not a valid name of a {Role}: {ComponentNames.Rule}; choose one with --name", ExitCodes.Usage);
        if (ComponentCheck.FindErrors(_kind, name, spec) is [var wrong, ..])
            throw new UserErrorException(_settings.Explain(wrong), ExitCodes.Usage);
        if (await _kind.AdviseAsync(new SettingsReader(name, spec), cancellationToken) is { } note)
            Terminal.Error.WriteLine($"Note: {note}.");

        try
        {
            var editor = new FlowEditor(_kinds);
            var component = new ComponentConfig(name, _kind.Kind, spec) { Role = _kind.Role };
            await FlowEdits.ApplyAsync(folder, text => editor.AddComponent(text, component), cancellationToken);
        }
        catch (Exception error) when (error is FlowException or ServerException)
        {
            throw new UserErrorException(error.Message);
        }

        Report(folder, name, spec, parsed.GetValue(_output) == "json");
        return ExitCodes.Success;
    }

    private static string Capitalise(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private string NameOf(ParseResult parsed, BrokerFolder folder, MapValue spec)
    {
        try
        {
            var suggested = _kind.SuggestName(new SettingsReader("", spec));
            return parsed.GetValue(_name) ?? suggested ?? ComponentNames.ForComponent(folder.Name, _kind.CommandName, _kind.Role);
        }
        catch (FlowException error)
        {
            throw new UserErrorException(error.Message);
        }
    }

    private void Report(BrokerFolder folder, string name, MapValue spec, bool asJson)
    {
        var running = folder.FindProcess();
        var path = _kind switch
        {
            ISourceKind { TakesRequests: true } => _kind.AddressOf(new SettingsReader(name, spec)),
            { Role: ComponentRole.Source } => null,
            _ => $"/targets/{name}",
        };
        var url = running is null || path is null ? null : running.Url + path;
        if (asJson)
            JsonOutput.Write(Terminal, new CreatedRow([name], url), FlowsJson.Default.CreatedRow);
        else if (running is null)
            CreatedBlock.Write(Terminal, name, "The broker is stopped; start it with \"wasmill start\"");
        else if (url is null)
            CreatedBlock.Write(Terminal, name);
        else
            CreatedBlock.Write(Terminal, name, $"Listening on:\t\t{url}");
    }
}
