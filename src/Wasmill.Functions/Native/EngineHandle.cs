using Microsoft.Win32.SafeHandles;

namespace Wasmill.Functions.Native;

/// <summary>Owns an engine.</summary>
internal sealed class EngineHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes ownership of a native object.</summary>
    public EngineHandle(nint value) : base(ownsHandle: true) => SetHandle(value);

    /// <summary>The native object, for the hot path: the caller must keep this handle alive.</summary>
    public nint Value => handle;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        EngineApi.Delete(handle);
        return true;
    }
}
