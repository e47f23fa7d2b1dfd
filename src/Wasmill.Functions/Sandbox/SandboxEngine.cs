using Microsoft.Extensions.Logging;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

/// <summary>The compiler, and the shards in which instances live. One per process.</summary>
internal sealed unsafe class SandboxEngine : IDisposable
{
    /// <summary>The stack a guest may use. Wasmtime ends the process when it is asked for more than 2 MiB.</summary>
    public const int GuestStackBytes = 2_000_000;

    /// <summary>A host thread's stack: the guest's, and as much again and more for the host's own frames on top of it.</summary>
    public const int ThreadStackBytes = 8 << 20;

    /// <summary>Tables that a module may define.</summary>
    public const int TablesPerModule = 4;

    /// <summary>The most instances that wait for another call, over all functions.</summary>
    private const int MostIdle = 64;

    /// <summary>Modules with more code than this are split (see <see cref="ModuleSplitter"/>): for less, compiling twice costs nothing worth the second instance.</summary>
    private const int SplitCodeBytes = 1 << 20;

    // What makes an artefact of one build unusable in another: the package's version and every setting that changes code.
    private const string Fingerprint = "wasmtime-50.0.1;epoch;stack=2000000;opt=speed;memory=1x32";

    private readonly EngineShard[] _shards;
    private readonly EpochTicker _ticker;
    private readonly InstancePlaces _places;
    private readonly ArtefactCache _cache;
    private readonly IReadOnlyList<HostFunction> _functions;
    private int _idle;

    /// <summary>Creates the engine.</summary>
    /// <param name="cache">Keeps compiled code.</param>
    /// <param name="functions">What guests may import.</param>
    /// <param name="places">How many calls may have an instance at once.</param>
    /// <param name="log">The log of what takes long, and of what makes calls slower than they could be.</param>
    public SandboxEngine(ArtefactCache cache, IReadOnlyList<HostFunction> functions, int places, ILogger log)
    {
        NativeHeap.ReturnLargeBlocks();
        // All calls may run in one shard, and all that are idle may have.
        var slots = places + MostIdle;
        _shards = new EngineShard[EngineShard.Count(slots)];
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = new EngineShard(slots);
        _places = new InstancePlaces(places);
        _ticker = new EpochTicker(_shards, _places);
        _cache = cache;
        _functions = functions;
        Log = log;
    }

    /// <summary>The log of what takes long, and of what makes calls slower than they could be.</summary>
    public ILogger Log { get; }

    /// <summary>Where calls that compute for long take turns.</summary>
    public LongCalls LongCalls { get; } = new();

    /// <summary>Whether calls have begun lately.</summary>
    public bool HasNewCalls => _ticker.HasNewCalls;

    /// <summary>How many shards there are.</summary>
    public int ShardCount => _shards.Length;

    /// <summary>The number of the shard for the processor that the calling thread runs on.</summary>
    public int NearestShard => _shards.Length == 1 ? 0 : Thread.GetCurrentProcessorId() % _shards.Length;

    /// <summary>How many modules are in use, over all shards.</summary>
    public int ModuleCount => _shards.Sum(shard => shard.Modules.Count);

    /// <summary>Compiles a module or takes its code from the cache, for the first shard.</summary>
    /// <exception cref="FunctionLoadException">It is no module, or it imports something unknown.</exception>
    public SandboxModule Load(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            ModuleRecogniser.RefuseForeign(bytes, name);
            var binary = BinaryModule.Parse(bytes);
            var hasMuchCode = binary.Find(SectionId.Code).Length > SplitCodeBytes;
            if (!hasMuchCode || ModuleSplitter.Split(binary) is not { } split)
                return new SandboxModule(this, binary.Exports, new ModuleHalves(Take(bytes, name, hasMuchCode), null));

            var code = Take(split.Code, name, hasMuchCode);
            try
            {
                return new SandboxModule(this, binary.Exports, new ModuleHalves(code, Take(split.Data, name, hasMuchCode: false)));
            }
            catch
            {
                code.Release();
                throw;
            }
        }
        catch (MalformedModuleException error)
        {
            throw new FunctionLoadException($"{name} is not a WebAssembly module: {error.Message}", error);
        }
        catch (SandboxException error)
        {
            throw new FunctionLoadException($"{name} is not a valid WebAssembly module: {error.Message}", error);
        }
    }

    /// <summary>Takes a module that the first shard has for another one, from the cache.</summary>
    /// <param name="module">The module.</param>
    /// <param name="shard">The number of the other shard.</param>
    /// <returns>Null when the cache does not have it any more: then it runs in the first shard, as before.</returns>
    public ModuleHalves? TryTakeFor(ModuleHalves module, int shard)
    {
        if (TryTakeFor(module.Code, _shards[shard]) is not { } code)
            return null;
        if (module.Data is null)
            return new ModuleHalves(code, null);
        if (TryTakeFor(module.Data, _shards[shard]) is { } data)
            return new ModuleHalves(code, data);
        code.Release();
        return null;
    }

    /// <summary>Takes a place for an instance. Waits for one until the call's deadline; then the call is ended as if the queue were full.</summary>
    public void Enter(GuestCall call)
    {
        if (!_places.TryEnter() && !_places.Wait(call.TimeLeft))
            call.End(FunctionFailure.QueueFull, "queue full: no place for another instance became free in time; try again soon");
        _ticker.Wake();
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => _places.Leave();

    /// <summary>Counts one more idle instance; false when there are as many as there may be.</summary>
    public bool TryEnterIdle()
    {
        if (Interlocked.Increment(ref _idle) <= MostIdle)
            return true;
        LeaveIdle();
        return false;
    }

    /// <summary>How many instances wait for another call.</summary>
    public int IdleCount => Volatile.Read(ref _idle);

    /// <summary>Counts one less.</summary>
    public void LeaveIdle() => Interlocked.Decrement(ref _idle);

    /// <inheritdoc />
    public void Dispose()
    {
        _ticker.Dispose();
        _places.Dispose();
        foreach (var shard in _shards)
            shard.Dispose();
    }

    private LinkedModule Take(ReadOnlyMemory<byte> bytes, string name, bool hasMuchCode)
    {
        var key = ArtefactKey.For(bytes.Span, Fingerprint);
        return _shards[0].Modules.Take(key, () =>
        {
            var binary = BinaryModule.Parse(bytes);
            var bindings = ImportBindings.Find(name, binary, _functions);
            var module = Compile(_shards[0].Engine, key, bytes.Span, hasMuchCode);
            return Link(_shards[0], key, module, bindings, binary.CountImports(ExternalKind.Memory) > 0);
        });
    }

    private LinkedModule? TryTakeFor(LinkedModule module, EngineShard shard)
        => shard.Modules.TryTake(
            module.Key,
            () => _cache.TryFind(module.Key) is { } path ? Link(shard, module.Key, NativeModules.Map(shard.Engine, path), module.Bindings, module.ImportsMemory) : null);

    private static LinkedModule Link(EngineShard shard, string key, CompiledModuleHandle module, ImportBinding[] bindings, bool importsMemory)
    {
        try
        {
            return new LinkedModule(shard, key, module, bindings, importsMemory);
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    private CompiledModuleHandle Compile(EngineHandle engine, string key, ReadOnlySpan<byte> bytes, bool hasMuchCode)
    {
        if (_cache.TryFind(key) is { } path)
        {
            try
            {
                return NativeModules.Map(engine, path);
            }
            catch (SandboxException)
            {
                // Made for another processor, or by another build of the package: compile it anew and replace it.
            }
        }

        if (hasMuchCode)
            Log.Compiling(bytes.Length >> 20);
        var module = NativeModules.Compile(engine, bytes);
        _cache.Write(key, NativeModules.Serialize(module));
        if (_cache.TryFind(key) is not { } written)
            return module;
        // The compiled module lies in memory of its own; the file's pages are the system's to drop.
        module.Dispose();
        return NativeModules.Map(engine, written);
    }
}
