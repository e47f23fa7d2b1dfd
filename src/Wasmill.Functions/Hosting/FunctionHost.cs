using System.Diagnostics.Metrics;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Capabilities.OutboundHttp;
using Wasmill.Functions.Capabilities.Redis.Protocol;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Functions.Hosting;

// Tested by: LoadTests, QueueTests
/// <inheritdoc />
public sealed class FunctionHost : IFunctionHost
{
    // For instances outside the workers: those of the snapshotter, and those that a worker still disposes of while it handles the next
    // call.
    private const int SpareSlots = 8;

    private readonly WorkerPool _workers;
    private readonly int _share;
    private readonly int _queueCapacity;
    private readonly BoundsCheck? _bounds;
    private readonly OutboundClient _client = new();
    private readonly RedisPool _redis;
    private readonly FunctionMeter _meter = new();
    private readonly HostWarmUp _warmUp;

    /// <summary>Opens the artifact cache and starts the workers.</summary>
    /// <exception cref="IOException">The cache folder cannot be created or read, or is accessible to other users.</exception>
    public FunctionHost(FunctionHostOptions options)
    {
        var cache = new ArtifactCache(
            options.CacheFolder, options.Time, failures: options.Failures,
            packaged: options.Packaged ?? PackagedCode.Open(options.Log));
        Engine = new SandboxEngine(
            cache, HostFunctions.All, WorkerPool.MostThreads(options.Workers) + SpareSlots, options.IdleInstances, options.Log,
            options.Time, options.PageMap, options.CodeTarget);
        Idle = new IdleCache(options.IdleInstances, options.IdleBytes);
        _bounds = options.Bounds;
        _workers = new WorkerPool(options.Workers);
        _queueCapacity = options.QueueCapacity;
        Time = options.Time;
        _redis = new RedisPool(Time);
        CacheFolder = options.CacheFolder;
        _share = Math.Max(1, options.Workers / 2);
        _warmUp = new HostWarmUp(Engine, _workers, Time);
    }

    /// <summary>The version of Wasmtime.</summary>
    public static string WasmtimeVersion => SandboxEngine.WasmtimeVersion;

    /// <summary>Finds out how this machine tells the pages of memory that a function has written.</summary>
    public static PageMapAccess FindPageMapAccess() => MachineSupport.FindPageMapAccess();

    /// <summary>Finds out whether this machine allows files without a name in memory.</summary>
    public static bool HasMemoryFiles() => MachineSupport.HasMemoryFiles();

    /// <summary>The folder of the cache for compiled code.</summary>
    public string CacheFolder { get; }

    /// <summary>The clock of the calls.</summary>
    public TimeProvider Time { get; }

    /// <summary>The metrics of the host's functions (docs/observability.md).</summary>
    public Meter Meter => _meter.Meter;

    /// <summary>The engine, for the snapshotter.</summary>
    internal SandboxEngine Engine { get; }

    /// <summary>The warm-up; null if it has not begun. For tests.</summary>
    internal Task? WarmingUp => _warmUp.Running;

    /// <summary>The idle instances of all functions.</summary>
    internal IdleCache Idle { get; }

    /// <summary>
    /// Has the code of a call compiled in the background, as soon as there is a function, so that the first event does not wait for it. For
    /// processes that serve: it takes longer than a call. May be called again, and while the host is disposed.
    /// </summary>
    public void WarmUp() => _warmUp.Request();

    /// <summary>Calls a tiny function of the host's own, to find out whether functions run on this machine.</summary>
    /// <exception cref="FunctionLoadException">It cannot be loaded.</exception>
    /// <exception cref="IOException">Its code cannot be stored, or it gave no answer.</exception>
    public Task ProbeAsync() => _warmUp.ProbeAsync();

    /// <inheritdoc />
    public async ValueTask<IFunction> LoadAsync(ReadOnlyMemory<byte> module, FunctionConfig config, CancellationToken cancellationToken)
    {
        var grants = Grants.From(config, _client, _redis);
        // Compiling takes seconds and uses all cores; it must not block a thread that handles requests.
        var loaded = await Task.Factory.StartNew(
            () => Engine.Load(module, config.Name, config.Limits.MemoryBytes, _bounds),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            var guest = GuestModules.For(config, loaded);
            var idle = config.Limits.EventsPerInstance > 1 || guest.Restores
                ? new IdleInstances(Idle, _share, config.Limits.EventsPerInstance, Time)
                : null;
            _warmUp.NoteFunction();
            return new LoadedFunction(guest, config, grants, _workers, new FunctionLane(_share, _queueCapacity), idle, _meter, Time);
        }
        catch (FunctionLoadException)
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>Stops the workers, the connections and the engine. Every function must be disposed first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _warmUp.DisposeAsync();
        _workers.Dispose();
        _client.Dispose();
        _redis.Dispose();
        _meter.Dispose();
        Engine.Dispose();
    }
}
