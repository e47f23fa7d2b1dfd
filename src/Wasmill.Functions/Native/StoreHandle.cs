using Microsoft.Win32.SafeHandles;

namespace Wasmill.Functions.Native;

/// <summary>Owns a store.</summary>
internal sealed class StoreHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes ownership of a native object.</summary>
    public StoreHandle(nint value) : base(ownsHandle: true) => SetHandle(value);

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        StoreApi.Delete(handle);
        return true;
    }
}
