using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.CommandLine;
using Wasmill.Commands.Flows.Options;
using Wasmill.Commands.Functions;
using Wasmill.Connectors.CloudEvents;
using Wasmill.Connectors.Kinds;
using Wasmill.Errors;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;
using Wasmill.Flows.Naming;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Creating;

/// <summary><c>wasmill create target KIND</c>: an option for each setting of the kind.</summary>
internal sealed class CreateTargetCommand : WasmillCommand
{
    private readonly ITargetKind _kind;
    private readonly Option<string?> _name = new("--name") { Description = "the target's name; made of the broker and the kind, or of the app, when it is not given" };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker; the current one when it is not given" };
    private readonly Option<string> _output = Shared.OutputOption();
    private readonly Dictionary<SpecKey, Option<string?>> _settings;
    private readonly Dictionary<SpecKey, Option<bool>> _flags;
    private readonly SecretOptions _secrets;

    public CreateTargetCommand(ITerminal terminal, ITargetKind kind) : base(terminal, kind.CommandName, Capitalise(kind.Description))
    {
        _kind = kind;
        _settings = kind.Keys.Where(key => key.Flag is null).ToDictionary(key => key, key => new Option<string?>("--" + key.Name, KebabCase(key.Name)) { HelpName = "text", Description = key.Description, Required = key.IsRequired });
        _flags = kind.Keys.Where(key => key.Flag is not null).ToDictionary(key => key, key => new Option<bool>("--" + key.Flag!.Name) { Description = key.Description });
        foreach (var option in (IEnumerable<Option>)[.. _settings.Values, .. _flags.Values])
            Add(option);
        _secrets = new SecretOptions(this, kind);
        Add(_name);
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => _kind.CommandName == "function"
        ? ["wasmill create target function --from ./wowow", "wasmill create target function --from app.wasm --name shout", "wasmill create target function --from ./wowow --watch", "wasmill create target function --from ./score --reply-type order.scored"]
        : ["wasmill create target cloudevents --endpoint http://localhost:3000", "wasmill create target cloudevents --name display --endpoint http://localhost:8089/"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Shared.RequireBroker(parsed.GetValue(_broker));
        var spec = ReadSettings(parsed);
        var name = parsed.GetValue(_name) ?? DefaultName(folder, spec);
        if (!ComponentNames.IsValid(name))
            throw new UserErrorException($"\"{name}\" cannot be a target's name: {ComponentNames.Rule}; choose one with --name", ExitCodes.Usage);
        await ExplainEndpointAsync(spec, cancellationToken);

        var target = new TargetConfig(name, _kind.Kind, spec) { Secrets = _secrets.Read(parsed, spec, Terminal) };
        try
        {
            var editor = new FlowEditor(BuiltInKinds.ForEditing);
            await FlowEdits.ApplyAsync(folder, text => editor.AddTarget(text, target), cancellationToken);
        }
        catch (Exception error) when (error is FlowException or ServerException)
        {
            throw new UserErrorException(error.Message);
        }

        Report(folder, name, parsed.GetValue(_output) == "json");
        return ExitCodes.Success;
    }

    // "replyType" in the file is "--reply-type" for who is used to other tools.
    private static string[] KebabCase(string name)
    {
        var words = string.Concat(name.Select(character => char.IsAsciiLetterUpper(character) ? $"-{char.ToLowerInvariant(character)}" : character.ToString()));
        return words == name ? [] : ["--" + words];
    }

    private static string Capitalise(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private Dictionary<string, string> ReadSettings(ParseResult parsed)
    {
        var spec = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, option) in _settings)
        {
            // The broker's process has another working folder.
            if (parsed.GetValue(option) is { } value)
                spec[key.Name] = key.IsPath ? Path.GetFullPath(value) : value;
        }

        foreach (var (key, _) in _flags.Where(flag => parsed.GetValue(flag.Value)))
            spec[key.Name] = key.Flag!.Value;
        if (spec.TryGetValue("from", out var from))
        {
            spec["from"] = Path.GetFullPath(from);
            if (!File.Exists(from) && !Directory.Exists(from))
                throw new UserErrorException($"{from} does not exist: give the app's folder, its spin.toml, or a .wasm file");
        }

        return spec;
    }

    // A function is named after its app; everything else as tmctl does.
    private string DefaultName(BrokerFolder folder, Dictionary<string, string> spec)
        => spec.TryGetValue("from", out var from) ? AppCommands.Locate(from).Name : ComponentNames.ForTarget(folder.Name, _kind.CommandName);

    private async Task ExplainEndpointAsync(Dictionary<string, string> spec, CancellationToken cancellationToken)
    {
        if (spec.TryGetValue("endpoint", out var text) && Endpoint.Parse(text, null) is { } endpoint
            && (await Endpoint.ResolveAsync(endpoint, cancellationToken)).Note is { } note)
            Terminal.Error.WriteLine($"Note: {note}.");
    }

    private void Report(BrokerFolder folder, string name, bool asJson)
    {
        var url = folder.FindProcess() is { } running ? $"{running.Url}/targets/{name}" : null;
        if (asJson)
        {
            JsonOutput.Write(Terminal, new CreatedRow([name], url), FlowsJson.Default.CreatedRow);
            return;
        }

        CreatedBlock.Write(Terminal, name, url is null ? "The broker is stopped; start it with \"wasmill start\"" : $"Listening on:\t\t{url}");
    }
}
