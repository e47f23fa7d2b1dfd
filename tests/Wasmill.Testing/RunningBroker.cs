using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Engines.Providers;
using Wasmill.Broker.Policies;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Connectors;
using Wasmill.Events.Filters;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;
using Wasmill.Server.Hosting;

namespace Wasmill.Testing;

/// <summary>A broker in this process, in a folder of its own, served over real HTTP.</summary>
public sealed class RunningBroker : IAsyncDisposable
{
    private readonly TemporaryFolder? _owned;
    private CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    private RunningBroker(BrokerFolder folder, string cacheFolder, TemporaryFolder? owned)
    {
        Folder = folder;
        CacheFolder = cacheFolder;
        _owned = owned;
    }

    /// <summary>The broker's folder.</summary>
    public BrokerFolder Folder { get; }

    /// <summary>The folder of compiled functions.</summary>
    public string CacheFolder { get; }

    /// <summary>A client with the broker's address.</summary>
    public HttpClient Http { get; private set; } = new();

    /// <summary>Makes a broker <c>b</c> in a temporary home and serves it.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <param name="engine">The name of the engine.</param>
    public static async Task<RunningBroker> StartAsync(
        Func<BrokerServerOptions, BrokerServerOptions>? configure = null, string engine = MemoryEngineProvider.EngineName)
    {
        var home = new TemporaryFolder();
        var folder = Create(new WasmillHome(home.FullName), "b", engine);
        var broker = new RunningBroker(folder, home.Path("cache"), home);
        await broker.ServeAsync(options =>
            (configure ?? (same => same))(options with { Memory = new MemoryEngineOptions { MaxEvents = 10 } }));
        return broker;
    }

    /// <summary>Serves a broker that exists. Its folder stays when it is disposed.</summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="cacheFolder">The folder of compiled functions.</param>
    /// <param name="configure">Changes the options.</param>
    public static async Task<RunningBroker> ServeAsync(
        BrokerFolder folder, string cacheFolder, Func<BrokerServerOptions, BrokerServerOptions>? configure = null)
    {
        var broker = new RunningBroker(folder, cacheFolder, null);
        await broker.ServeAsync(configure);
        return broker;
    }

    /// <summary>Makes the folder of a broker on a free port.</summary>
    public static BrokerFolder Create(WasmillHome home, string name, string engine = MemoryEngineProvider.EngineName)
    {
        var folder = home.Folder(name);
        folder.Create(new BrokerSettings($"127.0.0.1:{Ports.Free()}", null, DateTimeOffset.UnixEpoch, new EngineSettings(engine)));
        return folder;
    }

    /// <summary>The options that it serves with when a test changes nothing.</summary>
    public BrokerServerOptions Options(Action<string>? ready = null)
        => new() { Folder = Folder, CacheFolder = CacheFolder, Ready = ready ?? (_ => { }) };

    /// <summary>A client of the admin API.</summary>
    public AdminClient Connect() => AdminClient.TryConnect(Folder) ?? throw new InvalidOperationException("the broker does not run");

    /// <summary>Adds a trigger <c>all</c> that takes every event to a target <c>sink</c>.</summary>
    /// <param name="address">The target's address.</param>
    /// <param name="cancellationToken">Abandons the edit.</param>
    public async Task DeliverToAsync(string address, CancellationToken cancellationToken)
    {
        var editor = new FlowEditor(BuiltInKinds.ForEditing);
        var target = new ComponentConfig("sink", "CloudEventsTarget", MapValue.Of(("endpoint", address)));
        var trigger = new TriggerConfig("all", FilterConfig.Everything, "sink", DeliveryPolicy.Default);
        await FlowEdits.ApplyAsync(Folder, text => editor.AddTrigger(editor.AddComponent(text, target), trigger), cancellationToken);
    }

    /// <summary>Stops serving.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _serving;
    }

    /// <summary>Serves the folder again after a stop.</summary>
    public async Task RestartAsync()
    {
        _serving = Task.CompletedTask;
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        await ServeAsync(null);
    }

    /// <summary>Stops serving, and removes the folder when the broker was made for the test.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        _stop.Dispose();
        _owned?.Dispose();
    }

    private async Task ServeAsync(Func<BrokerServerOptions, BrokerServerOptions>? configure)
    {
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = Options(ready.SetResult);
        var serving = BrokerServer.RunAsync(configure is null ? options : configure(options), _stop.Token);
        await await Task.WhenAny(ready.Task, serving);
        _serving = serving;
        Http.Dispose();
        Http = new HttpClient { BaseAddress = new Uri(await ready.Task + "/") };
    }
}
