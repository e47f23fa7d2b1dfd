using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary>
/// What Wasmtime calls on the guest's thread, in the middle of the guest's code, when a store's epoch deadline has come. Its data is a handle of an <see cref="IEpochTarget"/>.
/// No exception may leave it: one that crosses a native frame ends the process.
/// </summary>
internal static unsafe class EpochCallback
{
    // WASMTIME_UPDATE_DEADLINE_CONTINUE: go on at once.
    private const byte Continue = 0;

    /// <summary>Its address.</summary>
    public static delegate* unmanaged[Cdecl]<nint, void*, ulong*, byte*, nint> Address => &Invoke;

    private static ReadOnlySpan<byte> Ended => "ended by the host\0"u8;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Invoke(nint context, void* data, ulong* ticks, byte* kind)
    {
        try
        {
            *kind = Continue;
            *ticks = 1;
            if (((IEpochTarget)GCHandle.FromIntPtr((nint)data).Target!).TryGoOn())
                return 0;
        }
        catch (Exception)
        {
            // The error that is returned ends the guest, and is the report.
        }

        fixed (byte* message = Ended)
            return ErrorApi.New(message);
    }
}
