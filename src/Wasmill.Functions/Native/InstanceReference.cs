using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_instance_t</c>: an instance of one store. With any other store it is invalid and may end the process.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InstanceReference
{
    public ulong Store;
    public ulong Private1;
}
