using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.CommandLine;
using Wasmill.Commands.Flows.Options;
using Wasmill.Errors;
using Wasmill.Flows.Naming;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Creating;

/// <summary><c>wasmill create broker</c>.</summary>
internal sealed class CreateBrokerCommand : WasmillCommand
{
    private readonly Argument<string> _name = new("name") { Description = "the broker's name" };
    private readonly Option<int> _port = new("--port")
    {
        HelpName = "PORT",
        Description = "the port on localhost, kept over restarts (default: a free port)",
    };
    private readonly Option<string?> _listen = new("--listen")
    {
        HelpName = "ADDRESS:PORT",
        Description = "address and port, instead of --port; 127.0.0.1 is reachable from this machine only",
    };
    private readonly ListenOptions _options;
    private readonly EngineOptions _engine;
    private readonly LogOptions _log;
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public CreateBrokerCommand(CommandContext context) : base(context, "broker", "Create a broker and start it in the background")
    {
        Add(_name);
        Add(_port);
        Add(_listen);
        _options = new ListenOptions(this);
        _engine = new EngineOptions(this);
        _log = new LogOptions(this);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => [
        "wasmill create broker wasm",
        "wasmill create broker wasm --port 8080",
        "wasmill create broker fast --durability interval:50 --dedupe 2m",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetValue(_name)!;
        if (!ComponentNames.IsValid(name))
            throw new UserErrorException($"\"{name}\" is not a valid broker name: {ComponentNames.Rule}", ExitCodes.Usage);
        if (parsed.GetValue(_port) is < 0 or > 65535)
            throw new UserErrorException("--port must be from 1 to 65535", ExitCodes.Usage);

        var engine = _engine.Read(parsed);
        var home = Context.Home;
        var folder = home.Folder(name);
        if (folder.Exists)
            throw new UserErrorException($"broker \"{name}\" already exists: use it with \"wasmill brokers --set {name}\", "
                + $"or remove it with \"wasmill delete broker {name}\"");

        if (parsed.GetValue(_listen) is not null && parsed.GetValue(_port) > 0)
            throw new UserErrorException("--listen and --port cannot be combined; use one of them", ExitCodes.Usage);
        var listen = parsed.GetValue(_listen) is { } address
            ? ListenOptions.Check(address)
            : $"127.0.0.1:{(parsed.GetValue(_port) is > 0 and var wanted ? wanted : FreePort.Find())}";
        var (settings, secret) = _options.Apply(parsed, folder, new BrokerSettings(listen, null, Context.Time.GetUtcNow(), engine));
        string url;
        try
        {
            folder.Create(_log.Apply(parsed, folder, settings));
            url = await ShowProgressAsync(parsed, $"Starting broker {name}", Context.StartBroker(folder, cancellationToken));
            if (settings.AdminListen is not null)
                url = $"{(settings.TlsCertificate is null ? "http" : "https")}://{settings.Listen}";
        }
        catch (Exception error)
        {
            // Leave no incomplete broker behind, even after Ctrl-C or on a full disk.
            folder.Delete();
            if (error is ServerException)
                throw new UserErrorException(error.Message);
            throw;
        }

        home.SetCurrent(name);
        if (parsed.GetValue(_output) == "json")
        {
            JsonOutput.Write(Terminal, new CreatedRow([name], url) { Token = secret }, FlowsJson.Default.CreatedRow);
            return ExitCodes.Success;
        }

        if (secret is not null)
            Terminal.Error.WriteLine($"Token for producers, shown only once: {secret}");

        CreatedBlock.Write(
            Terminal,
            name,
            $"Current broker is set to \"{name}\"",
            "To change the current broker use \"wasmill brokers --set <broker name>\"",
            $"Listening on:\t\t{url}");
        return ExitCodes.Success;
    }
}
