using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary>
/// The one function of C# that Wasmtime calls. The store's data is a handle of an <see cref="IHostCallTarget"/>, the environment the import's number.
/// No exception may leave it: one that crosses a native frame ends the process.
/// </summary>
internal static unsafe class HostCallback
{
    /// <summary>Its address.</summary>
    public static delegate* unmanaged[Cdecl]<void*, nint, RawValue*, nuint, nint> Address => &Invoke;

    private static ReadOnlySpan<byte> Ended => "ended by the host\0"u8;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Invoke(void* environment, nint caller, RawValue* values, nuint count)
    {
        try
        {
            var data = StoreApi.Data(StoreApi.CallerContext(caller));
            var target = (IHostCallTarget)GCHandle.FromIntPtr(data).Target!;
            if (target.TryCallHost((int)(nint)environment, caller, values))
                return 0;
        }
        catch (Exception)
        {
            // The target reports what its functions throw. What comes here was thrown on the way to it, and the trap is the report.
        }

        fixed (byte* message = Ended)
            return ErrorApi.TrapNew(message, (nuint)Ended.Length - 1);
    }
}
