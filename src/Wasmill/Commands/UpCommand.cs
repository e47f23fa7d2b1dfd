using System.CommandLine;
using Wasmill.Apps;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Serving;
using Wasmill.CommandLine;
using Wasmill.Functions;
using Wasmill.Output;

namespace Wasmill.Commands;

/// <summary><c>wasmill up</c>: serves an app over HTTP, as <c>spin up</c> does.</summary>
internal sealed class UpCommand : WasmillCommand
{
    private readonly Option<string?> _from = new("--from", "-f", "--file") { Description = "spin.toml, its folder, or a .wasm file; this folder or one above it when it is not given" };
    private readonly Option<string> _listen = new("--listen") { Description = "address and port", DefaultValueFactory = _ => "127.0.0.1:3000" };
    private readonly Option<bool> _build = new("--build") { Description = "build first" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "do not show what the components write" };

    public UpCommand(ITerminal terminal) : base(terminal, "up", "Serve the function in this folder over HTTP")
    {
        Add(_from);
        Add(_listen);
        Add(_build);
        Add(_quiet);
    }

    public override IReadOnlyList<string> Examples => ["wasmill up", "wasmill up --build --listen 127.0.0.1:8080", "wasmill up -f app.wasm"];

    /// <summary>Serves an app until Ctrl-C.</summary>
    public static async Task<int> ServeAsync(AppModel app, string listen, bool quiet, FunctionHost host, ITerminal terminal, CancellationToken cancellationToken)
    {
        var logs = Path.Combine(app.Folder, ".spin", "logs");
        var options = new AppServerOptions { Listen = listen, LogFolder = logs, Output = (_, line) => Show(terminal, quiet, line) };
        try
        {
            await using var runtime = await AppRuntime.LoadAsync(app, host, FunctionLimits.Default, cancellationToken);
            terminal.Error.WriteLine($"Logging component stdio to \"{Path.Combine(".spin", "logs")}/\"");
            await using var server = await AppServer.StartAsync(runtime, options, cancellationToken);
            WriteRoutes(app, server.Address, terminal.Out);
            await WaitAsync(cancellationToken);
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
        if (parsed.GetValue(_build))
            await AppCommands.BuildAsync(app, [], host, Terminal, cancellationToken);
        return await ServeAsync(app, parsed.GetValue(_listen)!, parsed.GetValue(_quiet), host, Terminal, cancellationToken);
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

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }
}
