using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

// Tested by: CanaryTests
/// <summary>The settings of the compiler and of the pool in which instances live.</summary>
internal static class SandboxSettings
{
    /// <summary>The address space that a slot takes: that of a 32-bit memory. The limit of a call is set on its store.</summary>
    public const ulong SlotBytes = 4UL << 30;

    private const byte OptimiseForSpeed = 1;

    // A slot's memory is cleared by hand up to this size, and given back to the system beyond it: clearing is cheaper than the page faults that follow giving back.
    // 8 MiB is what a Python app touches: its stack, its data and its objects; its archive lies behind (guests/python/README.md, "Memory"). A smaller memory costs its own size only.
    private const int KeepResidentBytes = 8 << 20;

    // A table of MaximumTableElements pointers is smaller.
    private const int TableKeepResidentBytes = 1 << 20;

    /// <summary>Creates the engine.</summary>
    /// <param name="places">Instances that may live at once.</param>
    public static EngineHandle CreateEngine(int places)
    {
        var config = EngineApi.NewConfig();
        EngineApi.SetEpochInterruption(config, 1);
        EngineApi.SetMaximumStack(config, SandboxEngine.GuestStackBytes);
        EngineApi.SetCopyOnWrite(config, 1);
        EngineApi.SetOptimisation(config, OptimiseForSpeed);
        // The limiter of a store bounds each memory by itself: with one memory for a module that is the bound of all.
        EngineApi.SetMultiMemory(config, 0);
        EngineApi.SetMemory64(config, 0);
        EngineApi.SetThreads(config, 0);

        var pool = PoolingApi.New();
        // The two halves of a split module are two instances with one memory between them.
        PoolingApi.SetInstances(pool, (uint)places * 2);
        PoolingApi.SetMemories(pool, (uint)places);
        PoolingApi.SetTables(pool, (uint)(places * SandboxEngine.TablesPerModule));
        PoolingApi.SetTablesPerModule(pool, SandboxEngine.TablesPerModule);
        PoolingApi.SetTableElements(pool, FunctionLimits.MaximumTableElements);
        PoolingApi.SetMemoryBytes(pool, unchecked((nuint)SlotBytes));
        PoolingApi.SetMemoryKeepResident(pool, KeepResidentBytes);
        PoolingApi.SetTableKeepResident(pool, TableKeepResidentBytes);
        EngineApi.SetPooling(config, pool);
        PoolingApi.Delete(pool);
        // Takes ownership of the configuration.
        var engine = EngineApi.New(config);
        if (engine == 0)
            throw new InvalidOperationException("Wasmtime could not reserve the address space for its instances: a limit on virtual memory (ulimit -v) is the usual reason");
        return new EngineHandle(engine);
    }
}
