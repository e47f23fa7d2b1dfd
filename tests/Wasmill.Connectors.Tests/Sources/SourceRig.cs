using System.Collections.Concurrent;
using Wasmill.Broker;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Sources;
using Wasmill.Events;
using Wasmill.Storage;

namespace Wasmill.Connectors.Tests.Sources;

/// <summary>A broker with one source with a name, by default <c>s</c>, which can be stopped and started again.</summary>
internal sealed class SourceRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-sources-");
    private readonly MemoryEngine _engine;
    private readonly TimeProvider _time;
    private readonly string _name;
    private SourceHost? _host;

    public SourceRig(TimeProvider time, MemoryEngineOptions? options = null, string name = "s")
    {
        _time = time;
        _name = name;
        _engine = new MemoryEngine(options ?? new MemoryEngineOptions(), TimeProvider.System);
        Broker = new EventBroker(_engine, TimeProvider.System, new LineLogger(Lines.Enqueue), static () => 0.5);
    }

    public EventBroker Broker { get; }

    public ConcurrentQueue<string> Lines { get; } = [];

    public IEventSource? Source => _host?.FindRunning(_name);

    public SourceStatus? Status => _host?.FindStatus(_name);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task StartAsync(Func<IEventSource> create, object? settings = null)
    {
        _host ??= new SourceHost(new SourceServices(
            Broker,
            new PositionFolder(Path.Combine(_folder.FullName, "sources"), new FailedWrites(_time, new LineLogger(Lines.Enqueue))),
            _time,
            static () => 0.5,
            new LineLoggerFactory((name, line) => Lines.Enqueue($"{name}: {line}"))));
        await _host.ApplyAsync([new SourceModel(_name, "TestSource", settings ?? "", create)], Cancel);
    }

    public async Task StopAsync()
    {
        await _host!.StopAsync(Patience);
        await _host.DisposeAsync();
        _host = null;
    }

    /// <summary>Waits for a status. It is a value that cannot be awaited; the pause only keeps the processor free.</summary>
    public async Task<SourceStatus> WaitAsync(Func<SourceStatus, bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (Status is not { } status || !condition(status))
            await Task.Delay(5, limit.Token);
        return Status!;
    }

    public async Task<List<CloudEvent>> EventsAsync()
        => await _engine.ReadAsync(new ReadSpec(), Cancel).Select(stored => stored.Event).ToListAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await StopAsync();
        await Broker.DisposeAsync();
        await _engine.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
