using System.Text;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

/// <summary>
/// A loaded module, ready to be instantiated many times and by many threads at once. It is in the first shard; the others get it once their processors have called
/// it often, so that a function that is called now and then costs the memory of one.
/// </summary>
internal sealed class SandboxModule : IDisposable
{
    // What a processor wins with a shard of its own is some microseconds for each call; to load a module for it takes as long as some thousand such gains at most.
    private const int CallsBeforeShard = 256;

    private readonly Lock _loading = new();
    private readonly SandboxEngine _engine;
    private readonly ModuleHalves?[] _byShard;
    private readonly int[] _calls;
    private readonly CheckedExport? _allocator;
    private bool _disposed;

    /// <summary>Takes the module over.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="exports">What the module exports.</param>
    /// <param name="module">The module in the first shard.</param>
    public SandboxModule(SandboxEngine engine, IReadOnlyList<ExportEntry> exports, ModuleHalves module)
    {
        _engine = engine;
        _byShard = new ModuleHalves?[engine.ShardCount];
        _byShard[0] = module;
        _calls = new int[engine.ShardCount];
        Exports = exports;
        _allocator = Find("canonical_abi_realloc", 4, hasResult: true) ?? Find("cabi_realloc", 4, hasResult: true);
    }

    /// <summary>What the module exports.</summary>
    public IReadOnlyList<ExportEntry> Exports { get; }

    /// <summary>How many shards have it.</summary>
    public int ShardsInUse => _byShard.Count(module => module is not null);

    /// <summary>Finds an exported function whose parameters are all i32.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">How many parameters it must have.</param>
    /// <param name="hasResult">Whether it must have an i32 result, or none.</param>
    /// <returns>Null when there is none, or it has another type.</returns>
    public CheckedExport? Find(string name, int parameters, bool hasResult)
    {
        var signature = new FunctionSignature(new string('i', parameters), hasResult ? "i" : "");
        return Exports.Any(export => export.Kind == ExternalKind.Function && export.Name == name && export.Signature == signature)
            ? new CheckedExport(Encoding.UTF8.GetBytes(name), parameters)
            : null;
    }

    /// <summary>Makes a fresh instance. Waits while the pool has no room for one.</summary>
    /// <param name="call">What the guest sees of the world.</param>
    /// <exception cref="SandboxException">The start function trapped, or the memory or a table is larger than its limit.</exception>
    /// <exception cref="GuestEndedException">A host function ended the start function, or the pool had no room in time.</exception>
    public SandboxInstance Instantiate(GuestCall call)
    {
        var instance = new SandboxInstance(_engine, call, Nearest(), _allocator);
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

    /// <summary>Lets it go. No instance is left.</summary>
    public void Dispose()
    {
        lock (_loading)
        {
            if (_disposed)
                return;
            _disposed = true;
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

    // Calls go on in the first shard meanwhile: to verify and map the code of CPython takes some ten milliseconds.
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
                _engine.Log.CodeNotReadAgain(error.Message);
            }
        }
    }
}
