using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

// Tested by: ImageSharingTests
/// <summary>Owns a range of mapped memory.</summary>
internal sealed unsafe class MappedMemory : SafeHandle
{
    /// <summary>Takes ownership of a mapping.</summary>
    public MappedMemory(nint address, nuint bytes) : base(0, ownsHandle: true)
    {
        SetHandle(address);
        Bytes = bytes;
    }

    /// <summary>The first byte; the caller must keep this handle alive.</summary>
    public byte* Data => (byte*)handle;

    /// <summary>The memory, of at most 2 GiB.</summary>
    public ReadOnlySpan<byte> Span => new(Data, (int)Bytes);

    /// <summary>The length in bytes.</summary>
    public nuint Bytes { get; }

    /// <inheritdoc />
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc />
    protected override bool ReleaseHandle() => PageApi.Unmap(handle, Bytes) == 0;
}
