using System.Runtime.InteropServices;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox.Linking;

// Tested by: CanaryTests
/// <summary>The settings of the compiler and of the pool of instances.</summary>
internal static class SandboxSettings
{
    /// <summary>
    /// The address space of one slot with guard pages: that of a 32-bit memory. The limit of a call is set on its store.
    /// </summary>
    public const ulong SlotBytes = 4UL << 30;

    /// <summary>The stack size of a guest. Wasmtime ends the process if it is asked for more than 2 MiB.</summary>
    public const int GuestStackBytes = 2_000_000;

    /// <summary>The maximum number of tables in a module.</summary>
    public const int TablesPerModule = 4;

    private const byte OptimiseForSpeed = 1;

    // A slot's memory up to this size is cleared in place; memory beyond it is returned to the system. Clearing is cheaper than the page
    // faults after returning it. A smaller memory costs only its own size. Slots with explicit bounds serve every call anew: 8 MiB is what
    // the runtimes of languages touch. Slots with guard pages are mostly restored; a megabyte is what small programs touch.
    private const int ExplicitKeepResidentBytes = 8 << 20;
    private const int GuardedKeepResidentBytes = 1 << 20;

    // A table of MaximumTableElements pointers is smaller.
    private const int TableKeepResidentBytes = 1 << 20;

    /// <summary>Creates an engine with a pool.</summary>
    /// <param name="slots">The number of instances that may live at once.</param>
    /// <param name="bounds">How accesses outside a memory are noticed.</param>
    /// <param name="target">The machines that compiled code is for.</param>
    public static EngineHandle CreateEngine(int slots, BoundsCheck bounds, CodeTarget target)
    {
        var config = NewConfig(target);
        var (slotBytes, keepBytes) = (SlotBytes, GuardedKeepResidentBytes);
        if (bounds == BoundsCheck.Explicit)
        {
            // All three are needed: with signals, Wasmtime would still change the protection of a slot whenever its memory grows.
            EngineApi.SetSignalsBasedTraps(config, 0);
            EngineApi.SetMemoryGuard(config, 0);
            EngineApi.SetMemoryReservation(config, (ulong)InstancePlan.MostExplicitBytes);
            (slotBytes, keepBytes) = ((ulong)InstancePlan.MostExplicitBytes, ExplicitKeepResidentBytes);
        }

        var pool = PoolingApi.New();
        // The two halves of a split module are two instances with one memory.
        PoolingApi.SetInstances(pool, (uint)slots * 2);
        PoolingApi.SetMemories(pool, (uint)slots);
        PoolingApi.SetTables(pool, (uint)(slots * TablesPerModule));
        PoolingApi.SetTablesPerModule(pool, TablesPerModule);
        PoolingApi.SetTableElements(pool, FunctionLimits.MaximumTableElements);
        PoolingApi.SetMemoryBytes(pool, unchecked((nuint)slotBytes));
        PoolingApi.SetMemoryKeepResident(pool, (nuint)keepBytes);
        PoolingApi.SetTableKeepResident(pool, TableKeepResidentBytes);
        EngineApi.SetPooling(config, pool);
        PoolingApi.Delete(pool);
        return Create(config);
    }

    /// <summary>Creates an engine without a pool, which loads what was compiled for guard pages.</summary>
    public static EngineHandle CreateBaselineEngine(CodeTarget target) => Create(NewConfig(target));

    private static nint NewConfig(CodeTarget target)
    {
        var config = EngineApi.NewConfig();
        if (target == CodeTarget.AnyMachine)
            NativeResult.Check(EngineApi.SetTarget(config, Triple()));
        EngineApi.SetEpochInterruption(config, 1);
        EngineApi.SetMaximumStack(config, GuestStackBytes);
        EngineApi.SetCopyOnWrite(config, 1);
        EngineApi.SetOptimisation(config, OptimiseForSpeed);
        // The limiter of a store limits each memory separately: with one memory per module, that is the limit of the total.
        EngineApi.SetMultiMemory(config, 0);
        EngineApi.SetMemory64(config, 0);
        EngineApi.SetThreads(config, 0);
        return config;
    }

    // With a name Wasmtime takes what every processor of the architecture has, without one what this processor has.
    private static string Triple()
        => (OperatingSystem.IsLinux(), RuntimeInformation.ProcessArchitecture) switch
        {
            (true, Architecture.X64) => "x86_64-unknown-linux-gnu",
            (true, Architecture.Arm64) => "aarch64-unknown-linux-gnu",
            _ => throw new PlatformNotSupportedException("code for any machine can be compiled on Linux, on x64 and ARM64"),
        };

    private static EngineHandle Create(nint config)
    {
        // Takes ownership of the configuration.
        var engine = EngineApi.New(config);
        if (engine == 0)
            throw new InvalidOperationException("Wasmtime could not reserve the address space for its instances: "
                + "the usual reason is a limit on virtual memory (ulimit -v)");
        return new EngineHandle(engine);
    }
}
