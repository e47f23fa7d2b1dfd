using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary>
/// The only C# function that Wasmtime calls for imports. The store's data is a handle of an <see cref="IHostCallTarget"/>, the environment
/// the import's number. No exception may leave it: one that crosses a native frame ends the process.
/// </summary>
internal static unsafe class HostCallback
{
    /// <summary>The address of the callback.</summary>
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
            // The target reports exceptions of its functions. An exception caught here was thrown on the way to it; the trap reports it.
        }

        fixed (byte* message = Ended)
            return ErrorApi.TrapNew(message, (nuint)Ended.Length - 1);
    }
}
