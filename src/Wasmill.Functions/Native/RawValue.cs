using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_val_raw_t</c>: an argument or result without its type.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct RawValue
{
    [FieldOffset(0)]
    public int Int32;

    [FieldOffset(0)]
    public long Int64;
}
