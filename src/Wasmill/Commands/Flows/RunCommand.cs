using System.CommandLine;
using System.Net.Sockets;
using Wasmill.Broker.Engines.Providers;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.CommandLine;
using Wasmill.Commands.Flows.Options;
using Wasmill.Errors;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;
using Wasmill.Output;
using Wasmill.Server.Hosting;
using Wasmill.Server.Supervision;
using Wasmill.Storage;

namespace Wasmill.Commands.Flows;

/// <summary><c>wasmill run -f flow.yaml</c>: serves a flow file in the foreground and follows its changes.</summary>
internal sealed class RunCommand : WasmillCommand
{
    private const string Input = "-";

    private readonly Option<string[]> _file = new("--file", "-f")
    {
        Description = "the flow: a file with Knative Broker and Trigger documents, and targets; a folder with such files (*.yaml, *.yml); "
            + "or - for standard input. May be given several times",
        Required = true,
    };
    private readonly Option<string> _listen = new("--listen")
    {
        Description = "address and port; 127.0.0.1 is reachable from this machine only",
        DefaultValueFactory = _ => "127.0.0.1:8080",
    };

    private readonly ListenOptions _options;
    private readonly EngineOptions _engine;
    private readonly LogOptions _log;

    public RunCommand(CommandContext context) : base(context, "run", "Run a flow file in the foreground")
    {
        Add(_file);
        Add(_listen);
        _options = new ListenOptions(this);
        _engine = new EngineOptions(this);
        _log = new LogOptions(this);
    }

    public override IReadOnlyList<string> Examples
        => ["wasmill run -f flow.yaml", "wasmill run -f flows/ --listen 127.0.0.1:9000", "cat flow.yaml | wasmill run -f -"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var given = parsed.GetValue(_file)!;
        if (given.Contains(Input) && given.Length > 1)
            throw new UserErrorException(
                "standard input (-f -) cannot be combined with another -f; use it once and alone", ExitCodes.Usage);
        try
        {
            var isInput = given[0] == Input;
            var listing = isInput
                ? new FlowListing([(Input, await Terminal.In.ReadToEndAsync(cancellationToken))])
                : new FlowSource(given).Read();
            var flow = Read(listing);
            using var socket = PassedSocket.Take(Context.Service);
            var (folder, settings) = Prepare(parsed, flow.Broker, given, listing, socket);
            await BrokerServer.RunAsync(
                new BrokerServerOptions
                {
                    Folder = folder,
                    Settings = settings,
                    CacheFolder = Context.CacheFolder,
                    Time = Context.Time,
                    Echo = Terminal.Error,
                    Service = Context.Service,
                    Socket = socket,
                    HangUp = Context.HangUp,
                    Ready = url => Announce(flow.Broker, url),
                },
                cancellationToken);
            return ExitCodes.Success;
        }
        catch (FlowException error)
        {
            throw new UserErrorException(string.Join('\n', error.Errors.Select(one => one.Message)));
        }
        catch (ServerException error)
        {
            throw new UserErrorException(error.Message);
        }
    }

    private FlowModel Read(FlowListing listing)
    {
        try
        {
            return FlowReader.Read(listing.Text, Context.Kinds);
        }
        catch (FlowException error)
        {
            throw listing.Locate(error);
        }
    }

    private (BrokerFolder Folder, BrokerSettings Settings) Prepare(
        ParseResult parsed, string name, string[] given, FlowListing listing, Socket? socket)
    {
        var folder = Context.Home.Folder(name);
        var isInput = given[0] == Input;
        string[] paths = isInput ? [] : [.. given.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];
        if (folder.Exists)
            Check(folder, isInput, paths);
        if (folder.IsLocked())
            throw new UserErrorException($"the broker \"{name}\" runs already");
        var listen = Listen(parsed, socket);
        var (settings, secret) = _options.Apply(parsed, folder, Settings(listen, isInput, paths, _engine.Read(parsed)));
        settings = _log.Apply(parsed, folder, settings);
        if (isInput)
        {
            folder.Prepare();
            folder.WriteFlow(listing.Text);
        }

        try
        {
            folder.Update(settings);
        }
        catch (IOException error) when (folder.Exists && DiskErrors.IsFull(error))
        {
            Terminal.Error.WriteLine("Warning: the disk is full: the changed options apply to this run only and are not stored");
        }

        if (secret is not null)
            Terminal.Error.WriteLine($"Token for producers, shown only once: {secret}");
        return (folder, settings);
    }

    // The journal has the same in the broker's log.
    private void Announce(string broker, string url)
    {
        if (!Context.Service.LogsToJournal)
            new SturdyWriter(Terminal.Out).WriteLine($"{broker} runs at {url}");
    }

    // The passed socket has an address of its own.
    private string Listen(ParseResult parsed, Socket? socket)
    {
        var listen = ListenOptions.Check(parsed.GetValue(_listen)!);
        if (socket?.LocalEndPoint?.ToString() is not { } passed)
            return listen;
        return listen == passed || parsed.GetResult(_listen) is not { Implicit: false }
            ? passed
            : throw new UserErrorException(
                $"--listen {listen} differs from the socket that the service manager has passed ({passed}); remove one of them",
                ExitCodes.Usage);
    }

    private BrokerSettings Settings(string listen, bool isInput, string[] paths, EngineSettings engine)
    {
        var isFile = paths.Length == 1 && !Directory.Exists(paths[0]);
        return new BrokerSettings(listen, isFile ? paths[0] : null, Context.Time.GetUtcNow(), engine)
        {
            FlowFiles = isFile || isInput ? null : paths,
            FlowFromInput = isInput,
            BaseFolder = isFile
                ? null
                : isInput ? Environment.CurrentDirectory : Directory.Exists(paths[0]) ? paths[0] : Path.GetDirectoryName(paths[0]),
        };
    }

    // A flow from a file can be read again; events in a log, and a flow made by commands, cannot be recovered.
    private static void Check(BrokerFolder folder, bool isInput, string[] paths)
    {
        var known = folder.ReadSettings();
        var waysOut = $"remove it with \"wasmill delete broker {folder.Name}\", give the broker in your flow another name, "
            + $"or use another {WasmillHome.Variable}";
        if (known.Source is null && !known.FlowFromInput)
            throw new UserErrorException($"the broker \"{folder.Name}\" already exists with a flow of its own: {waysOut}");
        var isSame = known.FlowFromInput ? isInput : !isInput && known.Source!.Paths.SequenceEqual(paths);
        if (isSame || (!IsDurable(known.Engine) && !Directory.Exists(folder.LogFolder)))
            return;
        var origin = known.FlowFromInput ? "a flow from standard input" : known.Source!.ToString();
        throw new UserErrorException(
            $"the broker \"{folder.Name}\" belongs to {origin}, and {folder.LogFolder} keeps its events: {waysOut}");
    }

    // An engine that this version does not know may have stored events.
    private static bool IsDurable(EngineSettings? settings) => BuiltInEngines.Find(settings?.Kind ?? "") is not { IsDurable: false };
}
