using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;
using Wasmtime;

namespace Wasmill.Functions.Sandbox;

/// <summary>A compiled module, ready to be instantiated many times and by many threads at once.</summary>
internal sealed class SandboxModule : IDisposable
{
    private readonly Engine _engine;
    private readonly EpochTicker _ticker;
    private readonly Linker _linker;
    private readonly Module _code;
    private readonly Module? _data;

    /// <summary>Links the module's imports.</summary>
    /// <exception cref="FunctionLoadException">It imports something unknown.</exception>
    public SandboxModule(Engine engine, EpochTicker ticker, string name, BinaryModule binary, Module code, Module? data, IReadOnlyList<HostFunction> functions)
    {
        _engine = engine;
        _ticker = ticker;
        _code = code;
        _data = data;
        Name = name;
        Exports = binary.Exports;
        _linker = new Linker(engine);
        try
        {
            HostImports.Define(_linker, code, name, functions);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The name used in messages.</summary>
    public string Name { get; }

    /// <summary>What the module exports.</summary>
    public IReadOnlyList<ExportEntry> Exports { get; }

    /// <summary>Makes a fresh instance.</summary>
    /// <param name="call">What the guest sees of the world.</param>
    /// <param name="limits">Memory and deadline.</param>
    /// <exception cref="WasmtimeException">The start function trapped, or the memory is larger than its limit.</exception>
    public SandboxInstance Instantiate(GuestCall call, FunctionLimits limits)
    {
        var store = new Store(_engine, call);
        _ticker.Enter();
        try
        {
            store.SetLimits(memorySize: limits.MemoryBytes, tableElements: null, instances: null, tables: null, memories: null);
            store.SetEpochDeadline(EpochTicker.Ticks(limits.Deadline));
            if (_data is null)
                return Attach(call, new SandboxInstance(store, _linker.Instantiate(store, _code), _ticker));

            using var linker = _linker.Clone();
            var memory = linker.Instantiate(store, _data).GetMemory(ModuleSplitter.MemoryName)!;
            linker.Define(ModuleSplitter.MemoryModule, ModuleSplitter.MemoryName, memory);
            return Attach(call, new SandboxInstance(store, linker.Instantiate(store, _code), _ticker));
        }
        catch
        {
            store.Dispose();
            _ticker.Leave();
            throw;
        }
    }

    private static SandboxInstance Attach(GuestCall call, SandboxInstance instance)
    {
        call.Guest = instance;
        return instance;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _linker.Dispose();
        _data?.Dispose();
        _code.Dispose();
    }
}
