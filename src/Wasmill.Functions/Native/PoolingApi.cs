using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

// Tested by: CanaryTests
/// <summary>The pooling allocator's configuration.</summary>
internal static unsafe partial class PoolingApi
{
    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_new")]
    public static partial nint New();

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_delete")]
    public static partial void Delete(nint pooling);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_total_core_instances_set")]
    public static partial void SetInstances(nint pooling, uint count);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_total_memories_set")]
    public static partial void SetMemories(nint pooling, uint count);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_total_tables_set")]
    public static partial void SetTables(nint pooling, uint count);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_max_memory_size_set")]
    public static partial void SetMemoryBytes(nint pooling, nuint bytes);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_table_elements_set")]
    public static partial void SetTableElements(nint pooling, nuint count);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_max_tables_per_module_set")]
    public static partial void SetTablesPerModule(nint pooling, uint count);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_linear_memory_keep_resident_set")]
    public static partial void SetMemoryKeepResident(nint pooling, nuint bytes);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_table_keep_resident_set")]
    public static partial void SetTableKeepResident(nint pooling, nuint bytes);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_pooling_allocation_config_max_unused_warm_slots_set")]
    public static partial void SetUnusedWarmSlots(nint pooling, uint count);
}
