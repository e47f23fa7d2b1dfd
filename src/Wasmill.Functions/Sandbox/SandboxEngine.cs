using Microsoft.Extensions.Logging;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

// Tested by: ShardTests, HostFunctionTests
/// <summary>The compiler, and the shards in which instances live. One per process.</summary>
internal sealed unsafe class SandboxEngine : IDisposable
{
    /// <summary>The stack size of a guest. Wasmtime ends the process if it is asked for more than 2 MiB.</summary>
    public const int GuestStackBytes = 2_000_000;

    /// <summary>The stack size of a host thread: the guest's stack, and more than that for the host's own frames on top of it.</summary>
    public const int ThreadStackBytes = 8 << 20;

    /// <summary>The maximum number of tables in a module.</summary>
    public const int TablesPerModule = 4;

    /// <summary>The maximum number of idle instances of all functions.</summary>
    private const int MostIdle = 64;

    /// <summary>
    /// The code size above which modules are split (see <see cref="ModuleSplitter"/>): for less, compiling twice is cheaper than the second
    /// instance.
    /// </summary>
    private const int SplitCodeBytes = 1 << 20;

    // Everything that makes an artifact of one build unusable in another: the package's version and every setting that affects code.
    private const string Fingerprint = "wasmtime-50.0.1;epoch;stack=2000000;opt=speed;memory=1x32";

    private readonly EngineShard[] _shards;
    private readonly EpochTicker _ticker;
    private readonly InstanceSlots _slots;
    private readonly ArtifactCache _cache;
    private readonly IReadOnlyList<HostFunction> _functions;
    private int _idle;

    /// <summary>Creates the engine.</summary>
    /// <param name="cache">The cache for compiled code.</param>
    /// <param name="functions">The functions that guests may import.</param>
    /// <param name="slots">The number of calls that may have an instance at once.</param>
    /// <param name="log">The log of slow operations, and of conditions that make calls slower than necessary.</param>
    /// <param name="time">The clock of the deadlines.</param>
    public SandboxEngine(ArtifactCache cache, IReadOnlyList<HostFunction> functions, int slots, ILogger log, TimeProvider time)
    {
        NativeHeap.ReturnLargeBlocks();
        // All calls may run in one shard, and all idle instances may live in it.
        var slotsPerShard = slots + MostIdle;
        _shards = new EngineShard[EngineShard.Count(slotsPerShard)];
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = new EngineShard(slotsPerShard);
        _slots = new InstanceSlots(slots);
        _ticker = new EpochTicker(_shards, _slots);
        _cache = cache;
        _functions = functions;
        Log = log;
        Time = time;
    }

    /// <summary>The log of slow operations, and of conditions that make calls slower than necessary.</summary>
    public ILogger Log { get; }

    /// <summary>The clock of the deadlines: not the guest's, which may stand still.</summary>
    public TimeProvider Time { get; }

    /// <summary>The scheduler for calls that compute for long.</summary>
    public LongCallScheduler LongCalls { get; } = new();

    /// <summary>Indicates whether calls have begun recently.</summary>
    public bool HasNewCalls => _ticker.HasNewCalls;

    /// <summary>The number of shards.</summary>
    public int ShardCount => _shards.Length;

    /// <summary>The number of the shard for the current processor.</summary>
    public int NearestShard => _shards.Length == 1 ? 0 : Thread.GetCurrentProcessorId() % _shards.Length;

    /// <summary>The number of modules in use in all shards.</summary>
    public int ModuleCount => _shards.Sum(shard => shard.Modules.Count);

    /// <summary>Compiles a module, or takes its code from the cache, for the first shard.</summary>
    /// <exception cref="FunctionLoadException">The bytes are not a module, or import something unknown.</exception>
    public SandboxModule Load(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            ModuleRecognizer.RefuseForeign(bytes, name);
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

    /// <summary>Loads a module of the first shard into another shard, from the cache.</summary>
    /// <param name="module">The module.</param>
    /// <param name="shard">The number of the other shard.</param>
    /// <returns>Null if the cache no longer has it: then it continues to run in the first shard.</returns>
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

    /// <summary>
    /// Takes a slot for an instance. Waits for one until the call's deadline; then the call is ended as if the queue were full.
    /// </summary>
    public void Enter(GuestCall call)
    {
        if (!_slots.TryEnter() && !_slots.Wait(call.TimeLeft))
            call.End(FunctionFailure.QueueFull, "queue full: no slot for another instance became free in time; try again soon");
        _ticker.Wake();
    }

    /// <summary>Returns a slot.</summary>
    public void Leave() => _slots.Leave();

    /// <summary>Counts one more idle instance; false if the maximum is reached.</summary>
    public bool TryEnterIdle()
    {
        if (Interlocked.Increment(ref _idle) <= MostIdle)
            return true;
        LeaveIdle();
        return false;
    }

    /// <summary>The number of idle instances.</summary>
    public int IdleCount => Volatile.Read(ref _idle);

    /// <summary>Counts one idle instance less.</summary>
    public void LeaveIdle() => Interlocked.Decrement(ref _idle);

    /// <inheritdoc />
    public void Dispose()
    {
        LongCalls.Dispose();
        _ticker.Dispose();
        _slots.Dispose();
        foreach (var shard in _shards)
            shard.Dispose();
    }

    private LinkedModule Take(ReadOnlyMemory<byte> bytes, string name, bool hasMuchCode)
    {
        var key = ArtifactKey.For(bytes.Span, Fingerprint);
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
            () => _cache.TryFind(module.Key) is { } path
                ? Link(shard, module.Key, NativeModules.Map(shard.Engine, path), module.Bindings, module.ImportsMemory)
                : null);

    private static LinkedModule Link(
        EngineShard shard, string key, CompiledModuleHandle module, ImportBinding[] bindings, bool importsMemory)
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
                // Made for another processor, or by another build of the package: compile the module again and replace the artifact.
            }
        }

        if (hasMuchCode)
            Log.Compiling(bytes.Length >> 20);
        var module = NativeModules.Compile(engine, bytes);
        _cache.Write(key, NativeModules.Serialize(module));
        if (_cache.TryFind(key) is not { } written)
            return module;
        // The compiled module has its own memory; the system may drop the file's pages.
        module.Dispose();
        return NativeModules.Map(engine, written);
    }
}
