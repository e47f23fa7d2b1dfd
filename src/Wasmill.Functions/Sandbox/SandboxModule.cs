using System.Text;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Images;
using Wasmill.Functions.Sandbox.Linking;
using Wasmill.Functions.Sandbox.Restoring;
using Wasmill.Storage;

namespace Wasmill.Functions.Sandbox;

// Tested by: HostFunctionTests, ShardTests
/// <summary>
/// A loaded module that can be instantiated any number of times by any number of threads. It starts in the first shard; other shards load
/// it once their processors have called it often, so that a rarely called function uses memory only once.
/// </summary>
internal sealed class SandboxModule : IDisposable
{
    // A shard of its own saves a processor some microseconds per call; loading a module for it takes as long as a few thousand such savings
    // at most.
    private const int CallsBeforeShard = 256;

    // The last one is that of Go, for what imports return.
    private static readonly string[] Allocators = ["canonical_abi_realloc", "cabi_realloc", "cabi_import_realloc"];

    private readonly Lock _loading = new();
    private readonly SandboxEngine _engine;
    private readonly ModuleHalves?[] _byShard;
    private readonly int[] _calls;
    private readonly CheckedExport? _allocator;
    private readonly InstanceRestorer? _restorer;
    private readonly DeltaImage? _image;
    private bool _disposed;

    /// <summary>Takes ownership of the module.</summary>
    public SandboxModule(SandboxEngine engine, LoadedModule module)
    {
        _engine = engine;
        _byShard = new ModuleHalves?[engine.ShardCount];
        _byShard[0] = module.Halves;
        CodeKey = module.Halves.Code.Key;
        _calls = new int[engine.ShardCount];
        _image = module.Image;
        (Exports, Plan, _) = module.Code;
        if (Plan.NotRestored is null)
            _restorer = engine.NewRestorer(module);
        _allocator = Allocators.Select(name => Find(name, 4, hasResult: true)).FirstOrDefault(found => found is not null);
    }

    /// <summary>The exports of the module.</summary>
    public IReadOnlyList<ExportEntry> Exports { get; }

    /// <summary>Indicates whether the module has an allocator.</summary>
    public bool HasAllocator => _allocator is not null;

    /// <summary>The key of the module's compiled code in the cache; without its data, if the module is split.</summary>
    public string CodeKey { get; }

    /// <summary>How instances of the module are made and reset.</summary>
    public InstancePlan Plan { get; }

    /// <summary>Indicates whether the module shares the image of its memory with others.</summary>
    public bool SharesImage => _image is not null;

    /// <summary>The number of shards that have loaded the module.</summary>
    public int ShardsInUse => _byShard.Count(module => module is not null);

    /// <summary>Finds an exported function whose parameters are all i32.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">The required number of parameters.</param>
    /// <param name="hasResult">Indicates whether the function must have an i32 result or none.</param>
    /// <returns>Null if the function does not exist or has another type.</returns>
    public CheckedExport? Find(string name, int parameters, bool hasResult)
    {
        var signature = new FunctionSignature(new string('i', parameters), hasResult ? "i" : "");
        return Exports.Any(export => export.Kind == ExternalKind.Function && export.Name == name && export.Signature == signature)
            ? new CheckedExport(Encoding.UTF8.GetBytes(name), parameters)
            : null;
    }

    /// <summary>Creates a fresh instance. Waits until a slot is free.</summary>
    /// <param name="call">The first call of the instance.</param>
    /// <exception cref="SandboxException">The start function trapped, or the memory or a table is larger than its limit.</exception>
    /// <exception cref="GuestEndedException">A host function ended the start function, or no slot became free in time.</exception>
    public SandboxInstance Instantiate(GuestCall call)
    {
        var instance = new SandboxInstance(_engine, call, Nearest(), _allocator, _restorer, _image);
        try
        {
            instance.Start();
            return instance;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Unloads the module. All instances must be disposed first.</summary>
    public void Dispose()
    {
        lock (_loading)
        {
            if (_disposed)
                return;
            _disposed = true;
            _restorer?.Dispose();
            _image?.Dispose();
            foreach (var module in _byShard)
                module?.Dispose();
        }
    }

    private ModuleHalves Nearest()
    {
        var shard = _engine.NearestShard;
        if (Volatile.Read(ref _byShard[shard]) is { } module)
            return module;
        if (Interlocked.Increment(ref _calls[shard]) == CallsBeforeShard)
            _ = Task.Factory.StartNew(() => LoadFor(shard), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return _byShard[0]!;
    }

    // Calls continue in the first shard meanwhile: verifying and mapping the code of CPython takes some tens of milliseconds.
    private void LoadFor(int shard)
    {
        lock (_loading)
        {
            if (_disposed)
                return;
            try
            {
                Volatile.Write(ref _byShard[shard], _engine.TryTakeFor(_byShard[0]!, shard));
            }
            catch (Exception error) when (error is SandboxException or IOException or UnauthorizedAccessException)
            {
                _engine.Log.CodeNotReadAgain(IoReason.Sentence(error));
            }
        }
    }
}
