namespace Wasmill.Acceptance;

/// <summary>
/// A running broker that has something of everything in its folder: events, a dead letter, a credential,
/// a function with a key-value store, logs.
/// </summary>
internal sealed class BusyBroker : IAsyncDisposable
{
    private readonly FlakySink _sink;

    private BusyBroker(Tool tool, FlakySink sink, int port)
    {
        Tool = tool;
        _sink = sink;
        Port = port;
    }

    public Tool Tool { get; }

    public int Port { get; }

    /// <summary>The broker's folder.</summary>
    public string Folder => Path.Combine(Tool.Home, "busy");

    /// <summary>The state of the function's app, beside its manifest.</summary>
    public string AppState => Path.Combine(Tool.Work, "keeper", ".spin");

    public static async Task<BusyBroker> StartAsync()
    {
        var broker = new BusyBroker(Tool.Create(), await FlakySink.StartAsync(), Ports.Free());
        await broker.FillAsync();
        return broker;
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.DisposeAsync();
        await _sink.DisposeAsync();
    }

    private async Task FillAsync()
    {
        await Tool.SucceedAsync("create", "broker", "busy", "--port", $"{Port}", "--auth", "shop");
        await Tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", _sink.Address);
        await Tool.SucceedAsync("create", "target", "function", "--name", "keeper", "--from", MakeApp());
        await Tool.SucceedAsync("create", "trigger", "--name", "refused", "--eventTypes", "refused", "--target", "sink");
        await Tool.SucceedAsync("create", "trigger", "--name", "kept", "--eventTypes", "kept", "--target", "keeper");
        _sink.Status = 400;
        (await Tool.RunAsync("send-event", "--eventType", "refused", "--wait", "{}")).Failed();
        (await Tool.RunAsync("send-event", "--eventType", "kept", "--wait", "open default\nset k v")).Succeeded();
        await Tool.SucceedAsync("start", "--restart");
    }

    private string MakeApp()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Tool.Work, "keeper")).FullName;
        File.Copy(Checkout.Guest("capabilities"), Path.Combine(folder, "capabilities.wasm"));
        File.WriteAllText(
            Path.Combine(folder, "spin.toml"),
            """
            spin_manifest_version = "1"
            name = "keeper"
            trigger = { type = "http" }
            [[component]]
            id = "keeper"
            source = "capabilities.wasm"
            key_value_stores = ["default"]
            [component.trigger]
            route = "/..."
            """);
        return folder;
    }
}
