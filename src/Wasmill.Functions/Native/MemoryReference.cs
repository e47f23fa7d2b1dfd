using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_memory_t</c>: a linear memory of one store. Means nothing, and may end the process, with any other store.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MemoryReference
{
    public ulong Store;
    public ulong Private1;
    public ulong Private2;
}
