using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasm_byte_vec_t</c>: bytes that Wasmtime allocated.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ByteVector
{
    public nuint Size;
    public byte* Data;

    /// <summary>Copies the bytes.</summary>
    public readonly byte[] ToArray() => new ReadOnlySpan<byte>(Data, checked((int)Size)).ToArray();
}
