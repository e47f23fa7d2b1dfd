using System.CommandLine;
using Wasmill.Apps;
using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Serving;
using Wasmill.CommandLine;
using Wasmill.Commands.Functions.Serving;
using Wasmill.Errors;
using Wasmill.Functions;
using Wasmill.Functions.Hosting;
using Wasmill.Output;
using Wasmill.Web;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill up</c>: serves an app over HTTP, as <c>spin up</c> does.</summary>
internal class UpCommand : WasmillCommand
{
    // As many as Spin tries.
    private const int PortAttempts = 10;

    // A first request that comes at once takes less, and must not share the processors with the warm-up.
    private static readonly TimeSpan WarmUpPause = TimeSpan.FromMilliseconds(250);

    private readonly UpOptions _options;
    private readonly Option<bool> _build = new("--build") { Description = "build first (or set SPIN_ALWAYS_BUILD)" };

    private readonly Option<bool> _watch = new("--watch")
    {
        Description = "rebuild when sources change, and switch to the new version without a pause, as \"wasmill dev\" does",
    };
    private readonly Option<bool> _clear = new("--clear") { Description = "clear the screen before every build" };
    private readonly Option<int> _debounce = new("--debounce")
    {
        HelpName = "MS",
        Description = "wait until files are unchanged for this many milliseconds",
        DefaultValueFactory = _ => 100,
    };
    private readonly Option<bool> _skipBuild = new("--skip-build")
    {
        Description = "do not build; reload modules that another program builds",
    };

    public UpCommand(CommandContext context) : this(context, "up", "Serve the function in this folder over HTTP")
    {
    }

    protected UpCommand(CommandContext context, string name, string description) : base(context, name, description)
    {
        _options = new UpOptions(this, hasShortNames: !AlwaysWatches);
        Add(_build);
        if (AlwaysWatches)
        {
            // Spin's short names; those of "spin up" mean other things.
            _clear.Aliases.Add("-c");
            _debounce.Aliases.Add("-d");
        }
        else
        {
            Add(_watch);
        }

        Add(_clear);
        Add(_debounce);
        Add(_skipBuild);
    }

    /// <summary>Indicates whether sources are watched by default.</summary>
    protected virtual bool AlwaysWatches => false;

    public override IReadOnlyList<string> Examples =>
        [
            "wasmill up",
            "wasmill up --build --listen 127.0.0.1:8080",
            "wasmill up ./wowow",
            "wasmill up app.wasm",
            "wasmill up --variable greeting=hello --env LOG=debug --find-free-port",
        ];

    /// <summary>Serves an app until Ctrl-C.</summary>
    public static async Task<int> ServeAsync(
        AppModel app,
        UpSettings settings,
        FunctionHost host,
        ITerminal terminal,
        CancellationToken cancellationToken,
        Func<AppLoader, AppReloader>? watch = null)
    {
        var logs = settings.LogFolder ?? Path.Combine(app.Folder, ".spin", "logs");
        AppCommands.Warn(app, terminal);
        try
        {
            using var certificate = settings.Tls is { } tls ? new ServerCertificate(tls.Certificate, tls.Key) : null;
            Task<AppRuntime> LoadAsync(AppModel version, CancellationToken cancel)
                => AppRuntime.LoadAsync(version, host, settings.App, cancel);
            using var reloader = watch?.Invoke(LoadAsync);
            await using var live = reloader is null
                ? new LiveApp(await LoadAsync(app, cancellationToken))
                : await reloader.StartAsync(cancellationToken);
            if (logs.Length > 0)
                terminal.Error.WriteLine(
                    $"Logging component stdio to \"{(settings.LogFolder ?? Path.Combine(".spin", "logs")).TrimEnd('/')}/\"");
            if (live.DefaultKeyValueFile is { } file)
                terminal.Error.WriteLine($"Storing default key-value data to \"{file}\".");
            if (live.DefaultSqliteFile is { } database)
                terminal.Error.WriteLine($"Storing default SQLite data to \"{database}\".");
            await using var requests = settings.Quiet ? null : new RequestLines(terminal, settings.App.Time);
            await using var server = await AppServer.StartAsync(
                live,
                new AppServerOptions
                {
                    Listen = settings.Listen,
                    PortAttempts = settings.FindFreePort ? PortAttempts : 1,
                    Certificate = certificate,
                    AllowedHosts = settings.AllowedHosts,
                    LogFolder = logs.Length > 0 ? logs : null,
                    Output = (component, line) => Show(terminal, settings, component, line),
                    Answered = requests is null ? null : request => Show(requests, settings, request),
                    Time = settings.App.Time,
                    Log = new TerminalLogger(terminal.Error),
                },
                cancellationToken);
            WriteRoutes(live.Model, server.Address, terminal.Out);
            _ = WarmUpAsync(server, host);
            await (reloader is null ? WaitAsync(cancellationToken) : FollowAsync(reloader, live, cancellationToken));
            return ExitCodes.Success;
        }
        catch (WebServerException error) when (error.IsAddressInUse)
        {
            throw new UserErrorException($"{settings.Listen} is already in use; stop the other process, choose another address with "
                + "--listen, or add --find-free-port");
        }
        catch (Exception error) when (error is ManifestException or FunctionLoadException or WebServerException)
        {
            throw new UserErrorException(error.Message);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var app = _options.Locate(parsed);
        var settings = _options.Read(parsed, app);
        settings = settings with
        {
            App = settings.App with { Time = Context.Time, Modules = AppCommands.OpenModules(Context, _options.IsOffline(parsed)) },
        };
        await using var host = AppCommands.OpenHost(Context);
        var watches = AlwaysWatches || parsed.GetValue(_watch);
        if (!watches && (parsed.GetValue(_build) || Environment.GetEnvironmentVariable("SPIN_ALWAYS_BUILD") is "true" or "1"))
            await AppCommands.BuildAsync(app, [], host, Terminal, cancellationToken);
        else if (!watches)
            AppCommands.WarnOfStaleModules(app, "run \"wasmill build\", or add --build", Terminal);
        return await ServeAsync(app, settings, host, Terminal, cancellationToken, watches ? load => Watch(parsed, host, load) : null);
    }

    private AppReloader Watch(ParseResult parsed, FunctionHost host, AppLoader load)
    {
        var debounce = parsed.GetValue(_debounce);
        if (debounce is < 10 or > 60_000)
            throw new UserErrorException($"--debounce must be 10 to 60000 (milliseconds), not {debounce}", ExitCodes.Usage);
        var options = new WatchOptions
        {
            Debounce = TimeSpan.FromMilliseconds(debounce),
            Builds = !parsed.GetValue(_skipBuild),
            Time = Context.Time,
        };
        var watcher = new SourceWatcher(() => _options.Find(parsed), options);
        return new AppReloader(
            watcher, new AppBuilder(host, Terminal.Out.WriteLine), load, new ReloadReports(Terminal, parsed.GetValue(_clear)));
    }

    // One after the other: a request that comes meanwhile finds a free processor.
    private static async Task WarmUpAsync(AppServer server, FunctionHost host)
    {
        await server.WarmUpAsync(host, WarmUpPause);
        host.WarmUp();
    }

    private static void Show(ITerminal terminal, UpSettings settings, string component, string line)
    {
        if (settings.Shows(component))
            terminal.Error.WriteLine(line);
    }

    private static void Show(RequestLines requests, UpSettings settings, AnsweredRequest request)
    {
        if (request.Component is null || settings.Shows(request.Component))
            requests.Add(request);
    }

    // The words and blanks of Spin, which scripts look for.
    private static void WriteRoutes(AppModel app, string address, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Serving {address}");
        output.WriteLine("Available Routes:");
        foreach (var route in app.Routes)
        {
            var path = route.Prefix;
            output.WriteLine($"  {route.ComponentId}: "
                + $"{address}{(path.Length == 0 || path[0] == '/' ? "" : "/")}{path}{(route.IsWildcard ? " (wildcard)" : "")}");
            if (app.Components.FirstOrDefault(component => component.Id == route.ComponentId)?.Description is { Length: > 0 } description)
                output.WriteLine($"    {description}");
        }
    }

    private static async Task FollowAsync(AppReloader reloader, LiveApp live, CancellationToken cancellationToken)
    {
        try
        {
            await reloader.RunAsync(live, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C: the server ends as it does without watching.
        }
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }
}
