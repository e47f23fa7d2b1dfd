using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

// Tested by: CanaryTests
/// <summary>Configuration and engine.</summary>
internal static unsafe partial class EngineApi
{
    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_config_new")]
    public static partial nint NewConfig();

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_epoch_interruption_set")]
    public static partial void SetEpochInterruption(nint config, byte enabled);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_max_wasm_stack_set")]
    public static partial void SetMaximumStack(nint config, nuint bytes);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_memory_init_cow_set")]
    public static partial void SetCopyOnWrite(nint config, byte enabled);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_cranelift_opt_level_set")]
    public static partial void SetOptimisation(nint config, byte level);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_wasm_multi_memory_set")]
    public static partial void SetMultiMemory(nint config, byte enabled);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_wasm_memory64_set")]
    public static partial void SetMemory64(nint config, byte enabled);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_wasm_threads_set")]
    public static partial void SetThreads(nint config, byte enabled);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_signals_based_traps_set")]
    public static partial void SetSignalsBasedTraps(nint config, byte enabled);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_memory_guard_size_set")]
    public static partial void SetMemoryGuard(nint config, ulong bytes);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_memory_reservation_set")]
    public static partial void SetMemoryReservation(nint config, ulong bytes);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_config_target_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint SetTarget(nint config, string triple);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_strategy_set")]
    public static partial void SetPooling(nint config, nint pooling);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_engine_new_with_config")]
    public static partial nint New(nint config);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_engine_delete")]
    public static partial void Delete(nint engine);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_engine_increment_epoch")]
    public static partial void IncrementEpoch(nint engine);
}
