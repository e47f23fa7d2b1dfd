using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Flows.Files;
using Wasmill.Output;
using Wasmill.Server;
using Wasmill.Server.Home;
using Wasmill.Server.Hosting;
using Wasmill.Storage;

namespace Wasmill.Commands;

/// <summary><c>wasmill run -f flow.yaml</c>: serves a flow file in the foreground and follows its changes.</summary>
internal sealed class RunCommand : WasmillCommand
{
    private readonly Option<string> _file = new("--file", "-f") { Description = "the flow file: Knative Broker and Trigger documents, and targets", Required = true };
    private readonly Option<string> _listen = new("--listen") { Description = "address and port; 127.0.0.1 is for this machine alone", DefaultValueFactory = _ => "127.0.0.1:8080" };

    private readonly ListenOptions _options;
    private readonly EngineOptions _engine;

    public RunCommand(ITerminal terminal) : base(terminal, "run", "Run a flow file in the foreground")
    {
        Add(_file);
        Add(_listen);
        _options = new ListenOptions(this);
        _engine = new EngineOptions(this);
    }

    public override IReadOnlyList<string> Examples => ["wasmill run -f flow.yaml", "wasmill run -f flow.yaml --listen 127.0.0.1:9000"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(parsed.GetValue(_file)!);
        if (!File.Exists(file))
            throw new UserErrorException($"{parsed.GetValue(_file)} does not exist");
        try
        {
            var flow = FlowReader.Read(FlowText.Parse(await File.ReadAllTextAsync(file, cancellationToken)), BuiltInKinds.ForEditing);
            var (folder, settings) = Prepare(parsed, flow.Broker, file);
            await BrokerServer.RunAsync(
                new BrokerServerOptions
                {
                    Folder = folder,
                    Settings = settings,
                    CacheFolder = WasmillHome.CacheFolder(),
                    Echo = Terminal.Error,
                    Ready = url => new SturdyWriter(Terminal.Out).WriteLine($"{flow.Broker} runs at {url}"),
                },
                cancellationToken);
            return ExitCodes.Success;
        }
        catch (FlowException error)
        {
            throw new UserErrorException(string.Join('\n', error.Errors.Select(one => one.Line > 0 ? FormattableString.Invariant($"{parsed.GetValue(_file)}:{one.Line}:{one.Column}: {one.Message}") : one.Message)));
        }
        catch (ServerException error)
        {
            throw new UserErrorException(error.Message);
        }
    }

    private (BrokerFolder Folder, BrokerSettings Settings) Prepare(ParseResult parsed, string name, string file)
    {
        var folder = WasmillHome.OfUser().Folder(name);
        if (folder.Exists && folder.ReadSettings().FlowFile is var known && known != file)
        {
            throw new UserErrorException(known is null
                ? $"there is a broker \"{name}\" with a flow of its own already: remove it with \"wasmill delete broker {name}\", or use another WASMILL_HOME"
                : $"the broker \"{name}\" belongs to {known}: remove it with \"wasmill delete broker {name}\", or give the broker in this file another name");
        }

        if (folder.IsLocked())
            throw new UserErrorException($"the broker \"{name}\" runs already");
        var listen = ListenOptions.Check(parsed.GetValue(_listen)!);
        var (settings, secret) = _options.Apply(parsed, folder, new BrokerSettings(listen, file, DateTimeOffset.UtcNow, _engine.Read(parsed)));
        try
        {
            folder.Update(settings);
        }
        catch (IOException error) when (folder.Exists && DiskErrors.IsFull(error))
        {
            Terminal.Error.WriteLine("Warning: the disk is full: the changed options hold for this run and are not stored");
        }

        if (secret is not null)
            Terminal.Error.WriteLine($"The token for producers, shown this once: {secret}");
        return (folder, settings);
    }
}
