using Microsoft.Win32.SafeHandles;

namespace Wasmill.Functions.Native;

/// <summary>Owns a linker.</summary>
internal sealed class LinkerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes ownership of a native object.</summary>
    public LinkerHandle(nint value) : base(ownsHandle: true) => SetHandle(value);

    /// <summary>The native object, for the hot path: the caller must keep this handle alive.</summary>
    public nint Value => handle;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        LinkerApi.Delete(handle);
        return true;
    }
}
