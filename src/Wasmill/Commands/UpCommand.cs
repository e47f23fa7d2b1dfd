using System.CommandLine;
using Wasmill.Apps;
using Wasmill.Apps.Building;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Serving;
using Wasmill.CommandLine;
using Wasmill.Functions;
using Wasmill.Output;

namespace Wasmill.Commands;

/// <summary><c>wasmill up</c>: serves an app over HTTP, as <c>spin up</c> does.</summary>
internal class UpCommand : WasmillCommand
{
    private readonly Option<string?> _from = new("--from", "-f", "--file") { Description = "spin.toml, its folder, or a .wasm file; this folder or one above it when it is not given" };
    private readonly Option<string> _listen = new("--listen") { Description = "address and port", DefaultValueFactory = _ => "127.0.0.1:3000" };
    private readonly Option<bool> _build = new("--build") { Description = "build first" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "do not show what the components write" };

    private readonly Option<bool> _watch = new("--watch") { Description = "build again whenever sources change, and go over to the new version without a pause, as \"wasmill dev\" does" };
    private readonly Option<bool> _clear = new("--clear") { Description = "clear the screen before every build" };
    private readonly Option<int> _debounce = new("--debounce") { HelpName = "MS", Description = "how many milliseconds a change must be at rest", DefaultValueFactory = _ => 100 };
    private readonly Option<bool> _skipBuild = new("--skip-build") { Description = "build nothing: take over modules that somebody else builds" };

    public UpCommand(ITerminal terminal) : this(terminal, "up", "Serve the function in this folder over HTTP")
    {
    }

    protected UpCommand(ITerminal terminal, string name, string description) : base(terminal, name, description)
    {
        Add(_from);
        Add(_listen);
        Add(_build);
        Add(_quiet);
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

    /// <summary>Whether sources are watched without being asked for.</summary>
    protected virtual bool AlwaysWatches => false;

    public override IReadOnlyList<string> Examples => ["wasmill up", "wasmill up --build --listen 127.0.0.1:8080", "wasmill up -f app.wasm"];

    /// <summary>Serves an app until Ctrl-C.</summary>
    public static async Task<int> ServeAsync(
        AppModel app, string listen, bool quiet, FunctionHost host, ITerminal terminal, CancellationToken cancellationToken, Func<Func<AppModel, CancellationToken, Task<AppRuntime>>, AppReloader>? watch = null)
    {
        var logs = Path.Combine(app.Folder, ".spin", "logs");
        var options = new AppServerOptions { Listen = listen, LogFolder = logs, Output = (_, line) => Show(terminal, quiet, line) };
        try
        {
            Task<AppRuntime> LoadAsync(AppModel version, CancellationToken cancel) => AppRuntime.LoadAsync(version, host, FunctionLimits.Default, cancel);
            var reloader = watch?.Invoke(LoadAsync);
            await using var live = reloader is null ? new LiveApp(await LoadAsync(app, cancellationToken)) : await reloader.StartAsync(cancellationToken);
            terminal.Error.WriteLine($"Logging component stdio to \"{Path.Combine(".spin", "logs")}/\"");
            await using var server = await AppServer.StartAsync(live, options, cancellationToken);
            WriteRoutes(live.Model, server.Address, terminal.Out);
            await (reloader is null ? WaitAsync(cancellationToken) : FollowAsync(reloader, live, cancellationToken));
            return ExitCodes.Success;
        }
        catch (Exception error) when (error is ManifestException or FunctionLoadException or WebServerException)
        {
            throw new UserErrorException(error.Message);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var app = AppCommands.Locate(parsed.GetValue(_from));
        await using var host = AppCommands.OpenHost(Terminal);
        var watches = AlwaysWatches || parsed.GetValue(_watch);
        if (parsed.GetValue(_build) && !watches)
            await AppCommands.BuildAsync(app, [], host, Terminal, cancellationToken);
        return await ServeAsync(app, parsed.GetValue(_listen)!, parsed.GetValue(_quiet), host, Terminal, cancellationToken, watches ? load => Watch(parsed, host, load) : null);
    }

    private AppReloader Watch(ParseResult parsed, FunctionHost host, Func<AppModel, CancellationToken, Task<AppRuntime>> load)
    {
        var debounce = parsed.GetValue(_debounce);
        if (debounce is < 10 or > 60_000)
            throw new UserErrorException($"--debounce must be 10 to 60000 milliseconds, not {debounce}", ExitCodes.Usage);
        var from = parsed.GetValue(_from);
        var watcher = new SourceWatcher(() => AppLocator.Locate(from), new WatchOptions { Debounce = TimeSpan.FromMilliseconds(debounce), Builds = !parsed.GetValue(_skipBuild) });
        return new AppReloader(watcher, new AppBuilder(host, Terminal.Out.WriteLine), load, new ReloadReports(Terminal, parsed.GetValue(_clear)));
    }

    private static void Show(ITerminal terminal, bool quiet, string line)
    {
        if (!quiet)
            terminal.Error.WriteLine(line);
    }

    // The words and blanks of Spin, which scripts look for.
    private static void WriteRoutes(AppModel app, string address, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Serving {address}");
        output.WriteLine("Available Routes:");
        foreach (var route in app.Routes)
        {
            var wildcard = route.Pattern.EndsWith("/...", StringComparison.Ordinal);
            var path = wildcard ? route.Pattern[..^"/...".Length] : route.Pattern;
            output.WriteLine($"  {route.ComponentId}: {address}{path}{(wildcard ? " (wildcard)" : "")}");
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
