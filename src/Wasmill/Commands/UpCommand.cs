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
    // As many as Spin tries.
    private const int PortAttempts = 10;

    private readonly UpOptions _options;
    private readonly Option<bool> _build = new("--build") { Description = "build first [or SPIN_ALWAYS_BUILD]" };

    public UpCommand(ITerminal terminal) : base(terminal, "up", "Serve the function in this folder over HTTP")
    {
        _options = new UpOptions(this);
        Add(_build);
    }

    public override IReadOnlyList<string> Examples =>
        ["wasmill up", "wasmill up --build --listen 127.0.0.1:8080", "wasmill up -f app.wasm", "wasmill up --variable greeting=hello --env LOG=debug --find-free-port"];

    /// <summary>Serves an app until Ctrl-C.</summary>
    public static async Task<int> ServeAsync(AppModel app, UpSettings settings, FunctionHost host, ITerminal terminal, CancellationToken cancellationToken)
    {
        var logs = settings.LogFolder ?? Path.Combine(app.Folder, ".spin", "logs");
        try
        {
            using var certificate = settings.Tls is { } tls ? new ServerCertificate(tls.Certificate, tls.Key) : null;
            await using var runtime = await AppRuntime.LoadAsync(app, host, settings.App, cancellationToken);
            if (logs.Length > 0)
                terminal.Error.WriteLine($"Logging component stdio to \"{(settings.LogFolder ?? Path.Combine(".spin", "logs")).TrimEnd('/')}/\"");
            if (runtime.DefaultKeyValueFile is { } file)
                terminal.Error.WriteLine($"Storing default key-value data to \"{file}\".");
            await using var server = await AppServer.StartAsync(
                runtime,
                new AppServerOptions
                {
                    Listen = settings.Listen,
                    PortAttempts = settings.FindFreePort ? PortAttempts : 1,
                    Certificate = certificate,
                    LogFolder = logs.Length > 0 ? logs : null,
                    Output = (component, line) => Show(terminal, settings, component, line),
                },
                cancellationToken);
            WriteRoutes(app, server.Address, terminal.Out);
            await WaitAsync(cancellationToken);
            return ExitCodes.Success;
        }
        catch (WebServerException error) when (error.IsAddressInUse)
        {
            throw new UserErrorException($"{settings.Listen} is already in use: stop what listens there, choose another address with --listen, or add --find-free-port");
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
        await using var host = AppCommands.OpenHost(Terminal);
        if (parsed.GetValue(_build) || Environment.GetEnvironmentVariable("SPIN_ALWAYS_BUILD") is "true" or "1")
            await AppCommands.BuildAsync(app, [], host, Terminal, cancellationToken);
        return await ServeAsync(app, settings, host, Terminal, cancellationToken);
    }

    private static void Show(ITerminal terminal, UpSettings settings, string component, string line)
    {
        if (settings.Shows(component))
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
            output.WriteLine($"  {route.ComponentId}: {address}{(path.Length == 0 || path[0] == '/' ? "" : "/")}{path}{(wildcard ? " (wildcard)" : "")}");
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
