using Microsoft.Extensions.Logging;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Binary.Code;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Linking;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Functions.Sandbox;

// Tested by: ShardTests, HostFunctionTests
/// <summary>The compiler, and the shards in which instances live. One per process.</summary>
internal sealed unsafe class SandboxEngine : IDisposable
{
    /// <summary>The stack size of a host thread: the guest's stack, and more than that for the host's own frames on top of it.</summary>
    public const int ThreadStackBytes = 8 << 20;

    /// <summary>
    /// The code size above which modules are split (see <see cref="ModuleSplitter"/>): for less, compiling twice is cheaper than the second
    /// instance.
    /// </summary>
    private const int SplitCodeBytes = 1 << 20;

    // Everything that makes an artifact of one build unusable in another: the package's version and every setting that affects code.
    private const string GuardedFingerprint = "wasmtime-50.0.1;epoch;stack=2000000;opt=speed;memory=1x32";
    private const string ExplicitFingerprint = GuardedFingerprint + ";bounds=explicit;reservation=256M";

    private readonly EngineShard[] _shards;
    private readonly EpochTicker _ticker;
    private readonly InstanceSlots _slots;
    private readonly ArtifactCache _cache;
    private readonly IReadOnlyList<HostFunction> _functions;
    private readonly PageRestorer? _pages;
    private readonly Lazy<EngineHandle> _baselines = new(SandboxSettings.CreateBaselineEngine);

    /// <summary>Creates the engine.</summary>
    /// <param name="cache">The cache for compiled code.</param>
    /// <param name="functions">The functions that guests may import.</param>
    /// <param name="slots">The number of calls that may have an instance at once.</param>
    /// <param name="idle">The number of idle instances of all functions, which have left their slots.</param>
    /// <param name="log">The log of slow operations, and of conditions that make calls slower than necessary.</param>
    /// <param name="time">The clock of the deadlines.</param>
    /// <param name="access">How the written pages of an instance are found.</param>
    public SandboxEngine(
        ArtifactCache cache, IReadOnlyList<HostFunction> functions, int slots, int idle, ILogger log, TimeProvider time,
        PageMapAccess access = PageMapAccess.Best)
    {
        NativeHeap.ReturnLargeBlocks();
        // All calls may run in one shard, and all idle instances may live in it.
        var slotsPerShard = slots + idle;
        _shards = new EngineShard[EngineShard.Count(slotsPerShard)];
        for (var i = 0; i < _shards.Length; i++)
            _shards[i] = new EngineShard(slotsPerShard);
        _slots = new InstanceSlots(slots);
        _ticker = new EpochTicker(_shards, _slots);
        _cache = cache;
        _functions = functions;
        _pages = PageRestorer.Open(access);
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
        ReadOnlyMemory<byte> bytes, string name, long memoryLimit, BoundsCheck? bounds = null, int splitCodeBytes = SplitCodeBytes)
    {
        try
        {
            ModuleRecognizer.RefuseForeign(bytes, name);
            // Before anything is rewritten, so that a message names only what the user has written.
            var binary = BinaryModule.Parse(bytes);
            ImportBindings.Find(name, binary, _functions);
            var plan = InstancePlan.For(binary, memoryLimit, bounds);
            IReadOnlyList<string> globals = [];
            if (plan.NotRestored is null && _pages is null)
                plan = InstancePlan.For(binary, memoryLimit, bounds, mayRestore: false);
            if (plan.NotRestored is null)
                (binary, globals) = Rewrite(binary, ref plan);
            var original = binary.Whole.Equals(bytes) ? default : bytes;
            return new SandboxModule(this, binary.Exports, plan, globals, TakeHalves(binary, original, name, plan.Bounds, splitCodeBytes));
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

    /// <summary>Creates what restores the instances of a module.</summary>
    /// <param name="module">The module in the first shard.</param>
    /// <param name="plan">How its instances are made and reset.</param>
    /// <param name="globals">The names of the exports of its mutable globals.</param>
    public InstanceRestorer NewRestorer(ModuleHalves module, InstancePlan plan, IReadOnlyList<string> globals)
        => new(_pages!, () => TryCreateBaseline(module.Data ?? module.Code), globals, VerifiesRestores)
        {
            InitialPages = plan.RoomPages > 0 ? plan.InitialPages : null,
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
            Log.CodeNotReadAgain(error.Message);
            return null;
        }
    }

    // What the host restores it must be able to read and write.
    private static (BinaryModule Module, IReadOnlyList<string> Globals) Rewrite(BinaryModule binary, ref InstancePlan plan)
    {
        if (GlobalExporter.Export(binary) is not var (exported, globals))
        {
            plan = plan with { RoomPages = 0, NotRestored = "it has exports with names of this host" };
            return (binary, []);
        }

        var rewritten = BinaryModule.Parse(exported);
        if (plan.RoomPages == 0)
            return (rewritten, globals);
        if (MemoryRoom.Add(rewritten, plan.RoomPages) is { } roomy)
            return (BinaryModule.Parse(roomy), globals);
        plan = plan with { RoomPages = 0, NotRestored = "its memory cannot be given room to grow" };
        return (binary, []);
    }

    private ModuleHalves TakeHalves(
        BinaryModule binary, ReadOnlyMemory<byte> original, string name, BoundsCheck bounds, int splitCodeBytes)
    {
        var codeBytes = binary.Find(SectionId.Code).Length;
        var hasMuchCode = codeBytes > SplitCodeBytes;
        if (codeBytes <= splitCodeBytes || ModuleSplitter.Split(binary) is not { } split)
            return new ModuleHalves(Take(binary.Whole, original, name, bounds, hasMuchCode), null);

        var code = Take(split.Code, original, name, bounds, hasMuchCode);
        try
        {
            return new ModuleHalves(code, Take(split.Data, default, name, bounds, hasMuchCode: false));
        }
        catch
        {
            code.Release();
            throw;
        }
    }

    private LinkedModule Take(
        ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> original, string name, BoundsCheck bounds, bool hasMuchCode)
    {
        var key = ArtifactKey.For(bytes.Span, bounds == BoundsCheck.Explicit ? ExplicitFingerprint : GuardedFingerprint);
        return _shards[0].Modules.Take(key, () =>
        {
            var binary = BinaryModule.Parse(bytes);
            var bindings = ImportBindings.Find(name, binary, _functions);
            var module = Compile(_shards[0].Engine(bounds), key, bytes.Span, original.Span, hasMuchCode);
            return Link(_shards[0], key, module, bounds, bindings, binary.CountImports(ExternalKind.Memory) > 0);
        });
    }

    private LinkedModule? TryTakeFor(LinkedModule module, EngineShard shard)
        => shard.Modules.TryTake(
            module.Key,
            () => _cache.TryFind(module.Key) is { } path
                ? Link(
                    shard, module.Key, NativeModules.Map(shard.Engine(module.Bounds), path), module.Bounds, module.Bindings,
                    module.ImportsMemory)
                : null);

    private static LinkedModule Link(
        EngineShard shard, string key, CompiledModuleHandle module, BoundsCheck bounds, ImportBinding[] bindings, bool importsMemory)
    {
        try
        {
            return new LinkedModule(shard, key, module, bounds, bindings, importsMemory);
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    private CompiledModuleHandle Compile(
        EngineHandle engine, string key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> original, bool hasMuchCode)
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
        // A module that was rewritten: an index that is one too high would name what the host has added to it.
        if (!original.IsEmpty)
            NativeModules.Validate(engine, original);
        var module = NativeModules.Compile(engine, bytes);
        _cache.Write(key, NativeModules.Serialize(module));
        if (_cache.TryFind(key) is not { } written)
            return module;
        // The compiled module has its own memory; the system may drop the file's pages.
        module.Dispose();
        return NativeModules.Map(engine, written);
    }
}
