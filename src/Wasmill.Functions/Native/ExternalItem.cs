using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_extern_t</c>: any export of an instance.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct ExternalItem
{
    [FieldOffset(0)]
    public ExternalItemKind Kind;

    [FieldOffset(8)]
    public FunctionReference Function;

    [FieldOffset(8)]
    public MemoryReference Memory;

    [FieldOffset(8)]
    public GlobalReference Global;
}
