using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

// Tested by: CanaryTests
/// <summary>Stores and their contents.</summary>
internal static unsafe partial class StoreApi
{
    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_store_new")]
    public static partial nint New(nint engine, nint data, nint finalizer);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_store_delete")]
    public static partial void Delete(nint store);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_store_context")]
    [SuppressGCTransition]
    public static partial nint Context(nint store);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_store_limiter")]
    public static partial void SetLimits(nint store, long memoryBytes, long tableElements, long instances, long tables, long memories);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_context_get_data")]
    [SuppressGCTransition]
    public static partial nint Data(nint context);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_context_set_epoch_deadline")]
    public static partial void SetEpochDeadline(nint context, ulong ticks);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_store_epoch_deadline_callback")]
    public static partial void SetEpochCallback(
        nint store, delegate* unmanaged[Cdecl]<nint, void*, ulong*, byte*, nint> callback, void* data, nint finalizer);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_instance_export_get")]
    public static partial byte Export(nint context, InstanceReference* instance, byte* name, nuint length, ExternalItem* item);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_func_call_unchecked")]
    public static partial nint Call(nint context, FunctionReference* function, RawValue* values, nuint count, nint* trap);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_memory_data")]
    [SuppressGCTransition]
    public static partial byte* MemoryData(nint context, MemoryReference* memory);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_memory_data_size")]
    [SuppressGCTransition]
    public static partial nuint MemoryBytes(nint context, MemoryReference* memory);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_global_get")]
    public static partial void ReadGlobal(nint context, GlobalReference* global, TypedValue* value);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_global_set")]
    public static partial nint WriteGlobal(nint context, GlobalReference* global, TypedValue* value);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_caller_export_get")]
    public static partial byte CallerExport(nint caller, byte* name, nuint length, ExternalItem* item);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_caller_context")]
    [SuppressGCTransition]
    public static partial nint CallerContext(nint caller);
}
