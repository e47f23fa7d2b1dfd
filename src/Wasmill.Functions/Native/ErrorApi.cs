using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary>Errors and traps.</summary>
internal static unsafe partial class ErrorApi
{
    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_error_message")]
    public static partial void Message(nint error, ByteVector* message);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_error_delete")]
    public static partial void Delete(nint error);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_trap_message")]
    public static partial void TrapMessage(nint trap, ByteVector* message);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_trap_code")]
    public static partial byte TrapCode(nint trap, byte* code);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasm_trap_delete")]
    public static partial void TrapDelete(nint trap);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_error_new")]
    public static partial nint New(byte* message);

    [LibraryImport(NativeLibraryName.Value, EntryPoint = "wasmtime_trap_new")]
    public static partial nint TrapNew(byte* message, nuint length);
}
