using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

// Tested by: CanaryTests
/// <summary>Linkers and pre-linked modules.</summary>
internal static unsafe partial class LinkerApi
{
    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_linker_new")]
    public static partial nint New(nint engine);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_linker_delete")]
    public static partial void Delete(nint linker);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_linker_allow_shadowing")]
    public static partial void AllowShadowing(nint linker, byte allowed);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_linker_define")]
    public static partial nint Define(
        nint linker, nint context, byte* module, nuint moduleLength, byte* name, nuint nameLength, ExternalItem* item);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_linker_define_func_unchecked")]
    public static partial nint DefineFunction(
        nint linker,
        byte* module,
        nuint moduleLength,
        byte* name,
        nuint nameLength,
        nint type,
        delegate* unmanaged[Cdecl]<void*, nint, RawValue*, nuint, nint> callback,
        void* environment,
        nint finalizer);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_linker_instantiate")]
    public static partial nint Instantiate(nint linker, nint context, nint module, InstanceReference* instance, nint* trap);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_linker_instantiate_pre")]
    public static partial nint InstantiatePre(nint linker, nint module, nint* pre);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_instance_pre_delete")]
    public static partial void DeletePre(nint pre);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_instance_pre_instantiate")]
    public static partial nint Instantiate(nint pre, nint context, InstanceReference* instance, nint* trap);
}
