using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Capabilities.OutboundHttp;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

/// <inheritdoc />
public sealed class FunctionHost : IFunctionHost
{
    // For instances that live outside of the workers: the snapshotter's, and those that a worker still throws away while it answers.
    private const int SparePlaces = 8;

    private readonly WorkerPool _workers;
    private readonly int _share;
    private readonly int _queueCapacity;
    private readonly TimeProvider _time;
    private readonly OutboundClient _client = new();
    private readonly FunctionMeter _meter = new();

    /// <summary>Opens the artefact cache and starts the workers.</summary>
    /// <exception cref="IOException">The cache folder cannot be made or read, or is open to other users.</exception>
    public FunctionHost(FunctionHostOptions options)
    {
        var cache = new ArtefactCache(options.CacheFolder, options.Time, failures: options.Failures);
        Engine = new SandboxEngine(cache, HostFunctions.All, WorkerPool.MostThreads(options.Workers) + SparePlaces, options.Log);
        _workers = new WorkerPool(options.Workers);
        _queueCapacity = options.QueueCapacity;
        _time = options.Time;
        _share = Math.Max(1, options.Workers / 2);
    }

    /// <summary>The metrics of the host's functions (docs/observability.md).</summary>
    public Meter Meter => _meter.Meter;

    /// <summary>The engine, for the snapshotter.</summary>
    internal SandboxEngine Engine { get; }

    /// <inheritdoc />
    public async ValueTask<IFunction> LoadAsync(ReadOnlyMemory<byte> module, FunctionConfig config, CancellationToken cancellationToken)
    {
        var grants = Grants.From(config, _client);
        // Compiling takes seconds and uses every core; it must not hold a thread that answers requests.
        var loaded = await Task.Factory.StartNew(
            () => Engine.Load(module, config.Name), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(module.Span));
            var guest = GuestModules.For(config, loaded);
            var idle = config.Limits.EventsPerInstance > 1 ? new IdleInstances(Engine, _share, config.Limits.EventsPerInstance, _time) : null;
            return new LoadedFunction(guest, digest, config, grants, _workers, new FunctionLane(_share, _queueCapacity), idle, _meter, _time);
        }
        catch (FunctionLoadException)
        {
            loaded.Dispose();
            throw;
        }
    }

    /// <summary>Ends the workers, the connections and the engine. Every function has been disposed before.</summary>
    public ValueTask DisposeAsync()
    {
        _workers.Dispose();
        _client.Dispose();
        _meter.Dispose();
        Engine.Dispose();
        return ValueTask.CompletedTask;
    }
}
