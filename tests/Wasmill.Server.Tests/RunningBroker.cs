using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Engines.Providers;
using Wasmill.Broker.Policies;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.Connectors;
using Wasmill.Events.Filters;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;
using Wasmill.Server.Hosting;

namespace Wasmill.Server.Tests;

/// <summary>A broker in this process, in a folder of its own, served over real HTTP.</summary>
internal sealed class RunningBroker : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("wasmill-server-").FullName;
    private CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    private RunningBroker(string engine)
    {
        Folder = new WasmillHome(_root).Folder("b");
        Folder.Create(new BrokerSettings($"127.0.0.1:{FreePort.Find()}", null, DateTimeOffset.UnixEpoch, new EngineSettings(engine)));
    }

    public BrokerFolder Folder { get; }

    public HttpClient Http { get; private set; } = new();

    public string CacheFolder => Path.Combine(_root, "cache");

    public static async Task<RunningBroker> StartAsync(Func<BrokerServerOptions, BrokerServerOptions>? configure = null,
        string engine = MemoryEngineProvider.EngineName)
    {
        var broker = new RunningBroker(engine);
        await broker.ServeAsync(configure);
        return broker;
    }

    public BrokerServerOptions Options(Action<string>? ready = null) => new()
    {
        Folder = Folder,
        CacheFolder = CacheFolder,
        Ready = ready ?? (_ => { }),
        Memory = new MemoryEngineOptions { MaxEvents = 10 },
    };

    public AdminClient Connect() => AdminClient.TryConnect(Folder) ?? throw new InvalidOperationException("the broker does not run");

    /// <summary>Adds a trigger that takes every event to an address.</summary>
    public async Task DeliverToAsync(string address, CancellationToken cancellationToken)
    {
        var editor = new FlowEditor(BuiltInKinds.ForEditing);
        var target = new ComponentConfig("sink", "CloudEventsTarget", MapValue.Of(("endpoint", address)));
        var trigger = new TriggerConfig("all", FilterConfig.Everything, "sink", DeliveryPolicy.Default);
        await FlowEdits.ApplyAsync(Folder, text => editor.AddTrigger(editor.AddComponent(text, target), trigger), cancellationToken);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _serving;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        _stop.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>Serves the folder again after a stop.</summary>
    public async Task RestartAsync()
    {
        _serving = Task.CompletedTask;
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        await ServeAsync(null);
    }

    private async Task ServeAsync(Func<BrokerServerOptions, BrokerServerOptions>? configure)
    {
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = Options(ready.SetResult);
        var serving = BrokerServer.RunAsync(configure is null ? options : configure(options), _stop.Token);
        await await Task.WhenAny(ready.Task, serving);
        _serving = serving;
        Http = new HttpClient { BaseAddress = new Uri(await ready.Task + "/") };
    }
}
