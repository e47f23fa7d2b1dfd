using Microsoft.Win32.SafeHandles;

namespace Wasmill.Functions.Native;

/// <summary>Owns a module whose imports are linked (<c>wasmtime_instance_pre_t</c>).</summary>
internal sealed class PreparedHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes ownership.</summary>
    public PreparedHandle(nint value) : base(ownsHandle: true) => SetHandle(value);

    /// <summary>The native object, for the hot path: whoever calls keeps this handle alive.</summary>
    public nint Value => handle;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LinkerApi.DeletePre(handle);
        return true;
    }
}
