using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary>
/// The callback that Wasmtime invokes on the guest's thread, in the middle of the guest's code, when a store reaches its epoch deadline.
/// Its data is a handle of an <see cref="IEpochTarget"/>. No exception may leave it: one that crosses a native frame ends the process.
/// </summary>
internal static unsafe class EpochCallback
{
    // WASMTIME_UPDATE_DEADLINE_CONTINUE: continue immediately.
    private const byte Continue = 0;

    /// <summary>The address of the callback.</summary>
    public static delegate* unmanaged[Cdecl]<nint, void*, ulong*, byte*, nint> Address => &Invoke;

    private static ReadOnlySpan<byte> Ended => "ended by the host\0"u8;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Invoke(nint context, void* data, ulong* ticks, byte* kind)
    {
        try
        {
            *kind = Continue;
            *ticks = 1;
            if (((IEpochTarget)GCHandle.FromIntPtr((nint)data).Target!).TryContinue())
                return 0;
        }
        catch (Exception)
        {
            // The returned error ends the guest and reports the reason.
        }

        fixed (byte* message = Ended)
            return ErrorApi.New(message);
    }
}
