using Microsoft.Win32.SafeHandles;

namespace Wasmill.Functions.Native;

/// <summary>Owns a compiled module.</summary>
internal sealed class CompiledModuleHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes ownership of a native object.</summary>
    public CompiledModuleHandle(nint value) : base(ownsHandle: true) => SetHandle(value);

    /// <summary>The native object, for the hot path: the caller must keep this handle alive.</summary>
    public nint Value => handle;

    /// <inheritdoc />
    protected override bool ReleaseHandle()
    {
        ModuleApi.Delete(handle);
        return true;
    }
}
