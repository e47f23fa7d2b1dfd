using System.Collections.Concurrent;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

// Tested by: ShardTests
/// <summary>
/// A compiled module with its imports linked, in one shard. Functions whose modules are the same bytes share one: a hundred apps on one runtime hold its code once.
/// </summary>
internal sealed unsafe class LinkedModule : IDisposable
{
    private readonly EngineShard _shard;
    private readonly CompiledModuleHandle _module;
    // Two ways to an instance. A module whose memory is its own is prepared once. One whose memory comes with the call needs a linker for the time of the
    // call, in which the memory is defined anew; linkers are kept, because making one costs more than the call.
    private readonly PreparedHandle? _prepared;
    private readonly ConcurrentBag<LinkerHandle> _linkers = [];

    /// <summary>Links a module; takes ownership of it.</summary>
    /// <param name="shard">The shard it was loaded for.</param>
    /// <param name="key">The key of its artefact.</param>
    /// <param name="module">The compiled module.</param>
    /// <param name="bindings">What its imports mean.</param>
    /// <param name="importsMemory">Whether it imports its memory as the code half of a split module does.</param>
    public LinkedModule(EngineShard shard, string key, CompiledModuleHandle module, ImportBinding[] bindings, bool importsMemory)
    {
        _shard = shard;
        _module = module;
        Key = key;
        Bindings = bindings;
        ImportsMemory = importsMemory;
        if (importsMemory)
            return;

        using var linker = ImportLinker.Create(shard.Engine, bindings);
        nint prepared;
        NativeResult.Check(LinkerApi.InstantiatePre(linker.Value, module.Value, &prepared));
        _prepared = new PreparedHandle(prepared);
    }

    /// <summary>The key of its artefact.</summary>
    public string Key { get; }

    /// <summary>Whether it imports its memory.</summary>
    public bool ImportsMemory { get; }

    /// <summary>The engine that its instances live in.</summary>
    public EngineHandle Engine => _shard.Engine;

    /// <summary>What the imports mean, by number.</summary>
    public ImportBinding[] Bindings { get; }

    /// <summary>Makes an instance in a store.</summary>
    /// <param name="context">The store's.</param>
    /// <param name="memory">The memory that the module imports; null when it has its own.</param>
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
            linker = ImportLinker.Create(_shard.Engine, Bindings);
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

    /// <summary>Gives a share of it back; the last one ends it.</summary>
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
