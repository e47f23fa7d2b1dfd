using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_func_t</c>: a function of one store. With any other store it is invalid and may end the process.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FunctionReference
{
    public ulong Store;
    public ulong Private1;
}
