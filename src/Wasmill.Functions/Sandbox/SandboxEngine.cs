using Microsoft.Extensions.Logging;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Images;
using Wasmill.Functions.Sandbox.Linking;
using Wasmill.Functions.Sandbox.Restoring;
using Wasmill.Storage;

namespace Wasmill.Functions.Sandbox;

// Tested by: ShardTests, HostFunctionTests
/// <summary>The compiler, and the shards in which instances live. One per process.</summary>
internal sealed unsafe class SandboxEngine : IDisposable
{
    /// <summary>The stack size of a host thread: the guest's stack, and more than that for the host's own frames on top of it.</summary>
    public const int ThreadStackBytes = 8 << 20;

    /// <summary>The version of Wasmtime.</summary>
    public const string WasmtimeVersion = ModuleCompiler.WasmtimeVersion;

    private readonly EngineShard[] _shards;
    private readonly EpochTicker _ticker;
    private readonly InstanceSlots _slots;
    private readonly ArtifactCache _cache;
    private readonly PageRestorer? _pages;
    private readonly ModuleCompiler _compiler;
    private readonly ModuleLoader _loader;
    private readonly Lazy<EngineHandle> _baselines;

    /// <summary>Creates the engine.</summary>
    /// <param name="cache">The cache for compiled code.</param>
    /// <param name="functions">The functions that guests may import.</param>
    /// <param name="slots">The number of calls that may have an instance at once.</param>
    /// <param name="idle">The number of idle instances of all functions, which have left their slots.</param>
    /// <param name="log">The log of slow operations, and of conditions that make calls slower than necessary.</param>
    /// <param name="time">The clock of the deadlines.</param>
    /// <param name="access">How the written pages of an instance are found.</param>
    /// <param name="target">The machines that compiled code is for.</param>
    public SandboxEngine(
        ArtifactCache cache, IReadOnlyList<HostFunction> functions, int slots, int idle, ILogger log, TimeProvider time,
        PageMapAccess access = PageMapAccess.Best, CodeTarget target = CodeTarget.ThisMachine)
    {
        NativeHeap.ReturnLargeBlocks();
        // All calls may run in one shard, and all idle instances may live in it.
        var slotsPerShard = slots + idle;
        _shards = new EngineShard[EngineShard.Count(slotsPerShard)];
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = new EngineShard(slotsPerShard, target);
        _slots = new InstanceSlots(slots);
        _ticker = new EpochTicker(_shards, _slots);
        _cache = cache;
        _baselines = new Lazy<EngineHandle>(() => SandboxSettings.CreateBaselineEngine(target));
        _pages = PageRestorer.Open(access);
        _compiler = new ModuleCompiler(cache, functions, log);
        _loader = new ModuleLoader(_compiler, _shards[0], _pages is null ? null : new BaseImages(cache, TryCreateBaseline));
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
    /// <param name="bytes">The module.</param>
    /// <param name="name">The name of the function.</param>
    /// <param name="memoryLimit">The limit of its memory in bytes.</param>
    /// <param name="bounds">The way to check bounds; null to choose it by the module.</param>
    /// <param name="splitCodeBytes">The code size above which the module is split.</param>
    /// <exception cref="FunctionLoadException">The bytes are not a module, or import something unknown.</exception>
    public SandboxModule Load(
        ReadOnlyMemory<byte> bytes, string name, long memoryLimit, BoundsCheck? bounds = null,
        int splitCodeBytes = ModuleCompiler.SplitCodeBytes)
        => new(this, _loader.Load(bytes, name, memoryLimit, bounds, splitCodeBytes));

    /// <summary>Creates what restores the instances of a module.</summary>
    /// <param name="module">A module whose instances are restored.</param>
    public InstanceRestorer NewRestorer(LoadedModule module)
        => new(_pages!, () => TryCreateBaseline(module.Halves.Data ?? module.Halves.Code), module.Code.Globals, VerifiesRestores)
        {
            InitialPages = module.Code.Plan.RoomPages > 0 ? module.Code.Plan.InitialPages : null,
        };

    /// <summary>
    /// Indicates whether each restored instance is compared with its baseline, byte for byte. For tests: it costs more than a new instance.
    /// </summary>
    public bool VerifiesRestores { get; set; }

    /// <summary>Loads a module of the first shard into another shard, from the cache.</summary>
    /// <param name="module">The module.</param>
    /// <param name="shard">The number of the other shard.</param>
    /// <returns>Null if the cache no longer has it: then it continues to run in the first shard.</returns>
    public ModuleHalves? TryTakeFor(ModuleHalves module, int shard)
    {
        if (_compiler.TryTake(_shards[shard], module.Code) is not { } code)
            return null;
        if (module.Data is null)
            return new ModuleHalves(code, null);
        if (_compiler.TryTake(_shards[shard], module.Data) is { } data)
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

    /// <inheritdoc />
    public void Dispose()
    {
        LongCalls.Dispose();
        _ticker.Dispose();
        _slots.Dispose();
        foreach (var shard in _shards)
            shard.Dispose();
        if (_baselines.IsValueCreated)
            _baselines.Value.Dispose();
        _pages?.Dispose();
    }

    // Null if the cache no longer has the module: then its instances are not restored.
    private Baseline? TryCreateBaseline(LinkedModule owner)
    {
        try
        {
            return _cache.TryFind(owner.Key) is { } path ? Baseline.Create(_baselines.Value, path, owner.Bindings, _pages!) : null;
        }
        catch (Exception error) when (error is SandboxException or IOException or UnauthorizedAccessException)
        {
            Log.CodeNotReadAgain(IoReason.Sentence(error));
            return null;
        }
    }
}
