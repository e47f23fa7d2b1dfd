using Microsoft.Win32.SafeHandles;

namespace Wasmill.Functions.Native;

/// <summary>Owns a module with linked imports (<c>wasmtime_instance_pre_t</c>).</summary>
internal sealed class PreparedHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes ownership of a native object.</summary>
    public PreparedHandle(nint value) : base(ownsHandle: true) => SetHandle(value);

    /// <summary>The native object, for the hot path: the caller must keep this handle alive.</summary>
    public nint Value => handle;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LinkerApi.DeletePre(handle);
        return true;
    }
}
