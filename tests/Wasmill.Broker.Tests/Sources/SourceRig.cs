using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Log;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;
using Wasmill.Broker.Sources;
using Wasmill.Storage;
using Wasmill.Testing;

namespace Wasmill.Broker.Tests.Sources;

/// <summary>A broker with sources, a folder for their positions, and a clock under control.</summary>
internal sealed class SourceRig : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-sources-");

    public SourceRig(bool hasLog = false, long maxBytes = 64 << 20)
    {
        Time.SetUtcNow(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
        Engine = hasLog
            ? LogEngine.Open(Path.Combine(_folder.FullName, "log"), new LogEngineOptions { DedupeWindow = TimeSpan.FromMinutes(2) },
                TimeProvider.System, new LineLogger(Lines.Enqueue))
            : new MemoryEngine(new MemoryEngineOptions { MaxBytes = maxBytes }, TimeProvider.System);
        Broker = new EventBroker(Engine, TimeProvider.System, new LineLogger(Lines.Enqueue), static () => 0.5);
        Host = NewHost();
    }

    public FakeTimeProvider Time { get; } = new();

    public ConcurrentQueue<string> Lines { get; } = [];

    public IBrokerEngine Engine { get; }

    public EventBroker Broker { get; }

    public SourceHost Host { get; private set; }

    public string PositionFolder => Path.Combine(_folder.FullName, "sources");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static SourceModel Model(string name, Func<SourceContext, CancellationToken, Task> run, object? settings = null,
        string kind = "TestSource")
        => new(name, kind, settings ?? "", () => new ScriptedSource(run));

    public Task ApplyAsync(params SourceModel[] models) => Host.ApplyAsync(models, Cancel);

    /// <summary>Begins a new host on the same positions, as after a restart of the broker.</summary>
    public async Task RestartAsync()
    {
        await Host.StopAsync(Patience);
        await Host.DisposeAsync();
        Host = NewHost();
    }

    /// <summary>Waits for a status. It is a value that cannot be awaited; the pause only keeps the processor free.</summary>
    public async Task<SourceStatus> WaitAsync(string name, Func<SourceStatus, bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Host.FindStatus(name) is { } status && condition(status))
                return status;
            await Task.Delay(5, limit.Token);
        }
    }

    public async Task<List<StoredEvent>> EventsAsync() => await Engine.ReadAsync(new ReadSpec(), Cancel).ToListAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Broker.DisposeAsync();
        await Engine.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private SourceHost NewHost() => new(new SourceServices(
        Broker,
        new PositionFolder(PositionFolder, new FailedWrites(Time, new LineLogger(Lines.Enqueue))),
        Time,
        static () => 0.5,
        new LineLoggerFactory((name, line) => Lines.Enqueue($"{name}: {line}"))));
}
