using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary>Modules.</summary>
internal static unsafe partial class ModuleApi
{
    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_module_new")]
    public static partial nint New(nint engine, byte* bytes, nuint length, nint* module);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_wat2wasm")]
    public static partial nint FromText(byte* text, nuint length, ByteVector* bytes);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_module_validate")]
    public static partial nint Validate(nint engine, byte* bytes, nuint length);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_module_delete")]
    public static partial void Delete(nint module);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_module_serialize")]
    public static partial nint Serialize(nint module, ByteVector* artifact);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_module_deserialize_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint DeserializeFile(nint engine, string path, nint* module);
}
