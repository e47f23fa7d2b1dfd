using Wasmill.Broker.Engines.Memory;
using Wasmill.Server.Hosting;
using Wasmill.Server.Home;
using Wasmill.Server.Processes;

namespace Wasmill.Server.Tests;

/// <summary>A broker in this process, in a folder of its own, served over real HTTP.</summary>
internal sealed class RunningBroker : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("wasmill-server-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private Task _serving = Task.CompletedTask;

    private RunningBroker()
    {
        Folder = new WasmillHome(_root).Folder("b");
        Folder.Create(new BrokerSettings($"127.0.0.1:{FreePort.Find()}", null, DateTimeOffset.UnixEpoch, new EngineSettings(EngineSettings.Memory)));
    }

    public BrokerFolder Folder { get; }

    public HttpClient Http { get; private set; } = new();

    public string CacheFolder => Path.Combine(_root, "cache");

    public static async Task<RunningBroker> StartAsync()
    {
        var broker = new RunningBroker();
        await broker.ServeAsync();
        return broker;
    }

    public BrokerServerOptions Options(Action<string>? ready = null) => new()
    {
        Folder = Folder, CacheFolder = CacheFolder, Ready = ready ?? (_ => { }), Memory = new MemoryEngineOptions { MaxEvents = 10 },
    };

    public AdminClient Connect() => AdminClient.TryConnect(Folder) ?? throw new InvalidOperationException("the broker does not run");

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

    private async Task ServeAsync()
    {
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _serving = BrokerServer.RunAsync(Options(ready.SetResult), _stop.Token);
        await await Task.WhenAny(ready.Task, _serving);
        Http = new HttpClient { BaseAddress = new Uri(await ready.Task + "/") };
    }
}
