using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_val_t</c>: a value with its type.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct TypedValue
{
    /// <summary>0 i32, 1 i64, 2 f32, 3 f64.</summary>
    [FieldOffset(0)]
    public byte Kind;

    [FieldOffset(8)]
    public int Int32;

    [FieldOffset(8)]
    public long Int64;
}
