using System.Buffers.Binary;

namespace Wasmill.Functions.Calls;

// Tested by: LyingAllocatorTests, HostArgumentsTests
/// <summary>
/// A guest's linear memory during one host call. Every address and length comes from the guest and is added in 64 bits: in 32 bits,
/// <c>address + length</c> and <c>count * size</c> wrap and would pass a check.
/// </summary>
internal readonly ref struct GuestMemory(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>The length of the memory in bytes.</summary>
    public long Length => _bytes.Length;

    /// <summary>Gets a part of the memory; false if it is out of bounds.</summary>
    public bool TrySlice(uint address, uint length, out Span<byte> slice)
    {
        if ((long)address + length > _bytes.Length)
        {
            slice = default;
            return false;
        }

        slice = _bytes.Slice((int)address, (int)length);
        return true;
    }

    /// <summary>Gets an array of records; false if it is out of bounds.</summary>
    public bool TrySlice(uint address, uint count, int recordSize, out Span<byte> slice)
    {
        var length = (long)count * recordSize;
        if (length > _bytes.Length)
        {
            slice = default;
            return false;
        }

        return TrySlice(address, (uint)length, out slice);
    }

    /// <summary>Writes a 32-bit number; false if it is out of bounds.</summary>
    public bool TryWrite(uint address, uint value)
    {
        if (!TrySlice(address, sizeof(uint), out var slice))
            return false;
        BinaryPrimitives.WriteUInt32LittleEndian(slice, value);
        return true;
    }

    /// <summary>Writes a 64-bit number; false if it is out of bounds.</summary>
    public bool TryWrite(uint address, ulong value)
    {
        if (!TrySlice(address, sizeof(ulong), out var slice))
            return false;
        BinaryPrimitives.WriteUInt64LittleEndian(slice, value);
        return true;
    }
}
