using System.Globalization;
using Wasmill.Client.Processes;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.SeeItWork;

// Tested by: DemoCommandTests, DemoTests
/// <summary>
/// Steps of the demo: a Python function is built, served and connected to a broker, and one event passes through it; then
/// the same with the function inside the broker.
/// </summary>
internal sealed class DemoScript(DemoStage stage, ITerminal terminal, TimeProvider time)
{
    // Expected payloads, byte for byte: as typed, and as Python writes it.
    private const string Original = """
        "type":"io.wasm.event"
        """;

    private const string OriginalData = """
        "data":{"hi":"world"}
        """;

    private const string Transformed = """
        "source":"spin-app","type":"io.wasm.event.transformed"
        """;

    private const string TransformedData = """
        "data":{"hi": "world", "hello": "wasm"}
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<(string Part, TimeSpan Took)> _parts = [];

    /// <summary>Runs the demo.</summary>
    /// <returns>The exit code: a failure when an event is missing or wrong.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var app = await BuildAsync(cancellationToken);
            var (display, functionPort, displayPort) = await ServeAsync(app, cancellationToken);
            await WireAsync(functionPort, displayPort, cancellationToken);
            await TimeAsync("an event over HTTP: sent, transformed, displayed", () => SendAsync(display, 1, cancellationToken));
            await MoveInsideAsync(app, cancellationToken);
            await TimeAsync("an event inside the broker: sent, transformed, displayed", () => SendAsync(display, 2, cancellationToken));
            Summarise();
            return ExitCodes.Success;
        }
        catch (DemoFailedException failure)
        {
            throw new UserErrorException($"the demo failed: {failure.Message}");
        }
    }

    private async Task<string> BuildAsync(CancellationToken cancellationToken)
    {
        Title("A Python function becomes a WebAssembly module");
        await stage.RunAsync(stage.Work, ["new", "http-py", "wowow", "--accept-defaults"], cancellationToken);
        var app = Path.Combine(stage.Work, "wowow");
        await using (var source = typeof(DemoScript).Assembly.GetManifestResourceStream("demo/app.py")!)
        await using (var file = File.Create(Path.Combine(app, "app.py")))
            await source.CopyToAsync(file, cancellationToken);
        terminal.Out.WriteLine("(app.py is edited: it adds \"hello\": \"wasm\" to the event and answers with it)");
        terminal.Out.WriteLine();
        await TimeAsync("build", () => stage.RunAsync(app, ["build"], cancellationToken));
        return app;
    }

    private async Task<(DemoProcess Display, int FunctionPort, int DisplayPort)> ServeAsync(string app, CancellationToken cancellationToken)
    {
        Title("The function is served, and a display waits for events");
        var port = FreePort.Find();
        var up = stage.StartInBackground(app, ["up", "--listen", $"127.0.0.1:{port}"]);
        await up.WaitForAsync(
            text => text.Contains("Available Routes:", StringComparison.Ordinal), "the server", Patience, cancellationToken);
        var displayPort = FreePort.Find();
        var display = stage.StartInBackground(stage.Work, ["display", "-o", "json", "--listen", $"127.0.0.1:{displayPort}"]);
        await display.WaitForAsync(
            text => text.Contains("Displaying", StringComparison.Ordinal), "the display", Patience, cancellationToken);
        terminal.Out.WriteLine();
        return (display, port, displayPort);
    }

    private async Task WireAsync(int functionPort, int displayPort, CancellationToken cancellationToken)
    {
        Title("A broker, two targets, two triggers");
        await TimeAsync("broker started", () => stage.RunAsync(stage.Work, ["create", "broker", "wasm"], cancellationToken));
        foreach (var command in (string[][])[
            ["create", "target", "cloudevents", "--endpoint", $"http://host.docker.internal:{functionPort}"],
            ["create", "target", "cloudevents", "--name", "cloudrun", "--endpoint", $"http://localhost:{displayPort}/"],
            ["create", "trigger", "--target", "cloudrun"],
            ["create", "trigger", "--eventTypes", "io.wasm.event", "--target", "wasm-cloudeventstarget"],
            ["describe"]])
            await stage.RunAsync(stage.Work, command, cancellationToken);
    }

    private async Task MoveInsideAsync(string app, CancellationToken cancellationToken)
    {
        Title("The same function inside the broker's own process: no HTTP hop, a fresh sandbox for every event");
        await stage.RunAsync(stage.Work, ["delete", "target", "wasm-cloudeventstarget"], cancellationToken);
        await TimeAsync(
            "function loaded into the broker",
            () => stage.RunAsync(stage.Work, ["create", "target", "function", "--from", app], cancellationToken));
        await stage.RunAsync(stage.Work, ["create", "trigger", "--eventTypes", "io.wasm.event", "--target", "wowow"], cancellationToken);
    }

    private async Task SendAsync(DemoProcess display, int times, CancellationToken cancellationToken)
    {
        await stage.RunAsync(stage.Work, ["send-event", "--wait", "--eventType", "io.wasm.event", """{"hi":"world"}"""], cancellationToken);
        await display.WaitForAsync(
            text => CountEvents(text, Original, OriginalData) >= times, "the original event at the display", Patience, cancellationToken);
        await display.WaitForAsync(
            text => CountEvents(text, Transformed, TransformedData) >= times,
            "the transformed event at the display",
            Patience,
            cancellationToken);
        terminal.Out.WriteLine();
    }

    private static int CountEvents(string text, string attributes, string data)
        => text.Split('\n')
            .Count(line => line.Contains(attributes, StringComparison.Ordinal) && line.Contains(data, StringComparison.Ordinal));

    private async Task TimeAsync(string part, Func<Task> work)
    {
        var started = time.GetTimestamp();
        await work();
        _parts.Add((part, time.GetElapsedTime(started)));
    }

    private void Summarise()
    {
        Title("Both events arrived both times. How long each part took, the start of each command included");
        foreach (var (part, took) in _parts)
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {took.TotalSeconds,6:0.00} s  {part}"));
    }

    private void Title(string text)
    {
        terminal.Out.WriteLine(terminal.Good($"== {text}"));
        terminal.Out.WriteLine();
    }
}
