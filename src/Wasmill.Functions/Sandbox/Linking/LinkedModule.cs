using System.Collections.Concurrent;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox.Linking;

// Tested by: ShardTests
/// <summary>
/// A compiled module with linked imports, in one shard. Functions with identical module bytes share one: a hundred apps on one runtime hold
/// its code once.
/// </summary>
internal sealed unsafe class LinkedModule : IDisposable
{
    private readonly EngineShard _shard;
    private readonly CompiledModuleHandle _module;
    // Two ways to create an instance. A module with its own memory is prepared once. A module whose memory comes with the call needs a
    // linker for the duration of the call, in which the memory is defined anew; linkers are kept, because creating one costs more than the
    // call.
    private readonly PreparedHandle? _prepared;
    private readonly ConcurrentBag<LinkerHandle> _linkers = [];

    /// <summary>Links a module; takes ownership of it.</summary>
    /// <param name="shard">The shard that the module was loaded for.</param>
    /// <param name="key">The key of its artifact.</param>
    /// <param name="module">The compiled module.</param>
    /// <param name="bounds">The way to check bounds that the module was compiled for.</param>
    /// <param name="bindings">The functions that its imports are linked to.</param>
    /// <param name="importsMemory">Indicates whether the module imports its memory, as the code half of a split module does.</param>
    public LinkedModule(
        EngineShard shard, string key, CompiledModuleHandle module, BoundsCheck bounds, ImportBinding[] bindings, bool importsMemory)
    {
        _shard = shard;
        _module = module;
        Key = key;
        Bounds = bounds;
        Bindings = bindings;
        ImportsMemory = importsMemory;
        if (importsMemory)
            return;

        using var linker = ImportLinker.Create(Engine, bindings);
        nint prepared;
        NativeResult.Check(LinkerApi.InstantiatePre(linker.Value, module.Value, &prepared));
        _prepared = new PreparedHandle(prepared);
    }

    /// <summary>The key of its artifact.</summary>
    public string Key { get; }

    /// <summary>Indicates whether the module imports its memory.</summary>
    public bool ImportsMemory { get; }

    /// <summary>The engine of its instances.</summary>
    public EngineHandle Engine => _shard.Engine(Bounds);

    /// <summary>The way to check bounds that the module was compiled for.</summary>
    public BoundsCheck Bounds { get; }

    /// <summary>The bindings of the imports, by number.</summary>
    public ImportBinding[] Bindings { get; }

    /// <summary>Creates an instance in a store.</summary>
    /// <param name="context">The context of the store.</param>
    /// <param name="memory">The memory that the module imports; null if it has its own.</param>
    /// <exception cref="SandboxException">The start function trapped, or a limit was exceeded.</exception>
    public InstanceReference Instantiate(nint context, MemoryReference? memory)
    {
        InstanceReference instance;
        nint trap = 0;
        if (_prepared is not null)
        {
            NativeResult.Check(LinkerApi.Instantiate(_prepared.Value, context, &instance, &trap), trap);
            return instance;
        }

        if (!_linkers.TryTake(out var linker))
            linker = ImportLinker.Create(Engine, Bindings);
        try
        {
            DefineMemory(linker, context, memory!.Value);
            NativeResult.Check(LinkerApi.Instantiate(linker.Value, context, _module.Value, &instance, &trap), trap);
            return instance;
        }
        finally
        {
            _linkers.Add(linker);
        }
    }

    /// <summary>Releases a reference; the last one disposes of the module.</summary>
    public void Release() => _shard.Modules.Release(this);

    /// <inheritdoc />
    public void Dispose()
    {
        while (_linkers.TryTake(out var linker))
            linker.Dispose();
        _prepared?.Dispose();
        _module.Dispose();
    }

    private static void DefineMemory(LinkerHandle linker, nint context, MemoryReference memory)
    {
        var item = new ExternalItem { Kind = ExternalItemKind.Memory, Memory = memory };
        fixed (byte* module = "m"u8, name = "memory"u8)
            NativeResult.Check(LinkerApi.Define(linker.Value, context, module, 1, name, 6, &item));
    }
}
