using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_func_t</c>: a function of one store. Means nothing, and may end the process, with any other store.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FunctionReference
{
    public ulong Store;
    public ulong Private1;
}
