using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>wasmtime_instance_t</c>: an instance of one store. Means nothing, and may end the process, with any other store.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InstanceReference
{
    public ulong Store;
    public ulong Private1;
}
