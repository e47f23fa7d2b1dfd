using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary>Vectors that Wasmtime allocates, and the types of functions.</summary>
internal static unsafe partial class VectorApi
{
    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_byte_vec_delete")]
    public static partial void Delete(ByteVector* vector);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_valtype_new")]
    public static partial nint NewValueType(byte kind);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_valtype_vec_new")]
    public static partial void NewValueTypes(ByteVector* vector, nuint count, nint* types);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_functype_new")]
    public static partial nint NewFunctionType(ByteVector* parameters, ByteVector* results);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_functype_delete")]
    public static partial void DeleteFunctionType(nint type);
}
