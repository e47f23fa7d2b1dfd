using System.CommandLine;
using System.Net;
using Wasmill.CommandLine;
using Wasmill.Flows.Files;
using Wasmill.Output;
using Wasmill.Server;
using Wasmill.Server.Home;
using Wasmill.Server.Hosting;

namespace Wasmill.Commands;

/// <summary><c>wasmill run -f flow.yaml</c>: serves a flow file in the foreground and follows its changes.</summary>
internal sealed class RunCommand : WasmillCommand
{
    private readonly Option<string> _file = new("--file", "-f") { Description = "the flow file: Knative Broker and Trigger documents, and targets", Required = true };
    private readonly Option<string> _listen = new("--listen") { Description = "address and port on loopback", DefaultValueFactory = _ => "127.0.0.1:8080" };

    private readonly EngineOptions _engine;

    public RunCommand(ITerminal terminal) : base(terminal, "run", "Run a flow file in the foreground")
    {
        Add(_file);
        Add(_listen);
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
            var folder = Prepare(flow.Broker, file, CheckListen(parsed.GetValue(_listen)!), _engine.Read(parsed));
            await BrokerServer.RunAsync(
                new BrokerServerOptions
                {
                    Folder = folder,
                    CacheFolder = WasmillHome.CacheFolder(),
                    Echo = Terminal.Error,
                    Ready = url => Terminal.Out.WriteLine($"{flow.Broker} runs at {url}"),
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

    private static string CheckListen(string listen)
    {
        if (!listen.Contains(':', StringComparison.Ordinal) || !IPEndPoint.TryParse(listen, out var endpoint))
            throw new UserErrorException($"\"{listen}\" is not an address and port such as 127.0.0.1:8080", ExitCodes.Usage);
        if (!IPAddress.IsLoopback(endpoint.Address))
            throw new UserErrorException($"{listen} is not on loopback: a broker without authentication is served on 127.0.0.1 or [::1] only", ExitCodes.Usage);
        return listen;
    }

    private static BrokerFolder Prepare(string name, string file, string listen, EngineSettings engine)
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
        folder.Create(new BrokerSettings(listen, file, DateTimeOffset.UtcNow, engine));
        return folder;
    }
}
