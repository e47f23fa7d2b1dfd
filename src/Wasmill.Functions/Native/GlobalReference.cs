using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_global_t</c>: a global of one store. With any other store it is invalid and may end the process.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GlobalReference
{
    public ulong Store;
    public ulong Private1;
    public ulong Private2;
}
