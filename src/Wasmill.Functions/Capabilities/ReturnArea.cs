using System.Buffers.Binary;
using System.Text;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities;

// Tested by: LyingAllocatorTests, HostArgumentsTests
/// <summary>
/// The memory area that a guest provides for a result. The memory is fetched again for each number: an allocation in between may have moved
/// it. It never shrinks.
/// </summary>
internal readonly struct ReturnArea(GuestCall call, uint address)
{
    /// <summary>Writes a byte.</summary>
    public void Write8(uint offset, byte value) => At(offset, 1)[0] = value;

    /// <summary>Writes a 16-bit number.</summary>
    public void Write16(uint offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(At(offset, 2), value);

    /// <summary>Writes a 32-bit number.</summary>
    public void Write32(uint offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(At(offset, 4), value);

    /// <summary>Writes a 64-bit number.</summary>
    public void Write64(uint offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(At(offset, 8), value);

    /// <summary>Copies bytes into the guest and writes their address and length.</summary>
    public void WriteList(uint offset, ReadOnlySpan<byte> bytes)
    {
        var place = call.Allocate(1, bytes.Length);
        if (bytes.Length > 0)
            bytes.CopyTo(new ReturnArea(call, place).At(0, (uint)bytes.Length));
        Write32(offset, place);
        Write32(offset + 4, (uint)bytes.Length);
    }

    /// <summary>Copies a text into the guest and writes its address and length.</summary>
    public void WriteText(uint offset, string text) => WriteText(offset, text, Encoding.UTF8);

    /// <summary>Copies a text into the guest in an encoding and writes its address and length.</summary>
    public void WriteText(uint offset, string text, Encoding encoding)
    {
        var length = encoding.GetByteCount(text);
        var place = call.Allocate(1, length);
        if (length > 0)
            encoding.GetBytes(text, new ReturnArea(call, place).At(0, (uint)length));
        Write32(offset, place);
        Write32(offset + 4, (uint)length);
    }

    /// <summary>Writes an optional text: its presence, and its address and length 4 bytes further.</summary>
    public void WriteOption(uint offset, string? text)
    {
        if (text is not null)
            WriteText(offset + 4, text);
        Write8(offset, text is null ? (byte)0 : (byte)1);
    }

    /// <summary>Allocates records and writes their address and count.</summary>
    /// <returns>The first record; the others follow it.</returns>
    public ReturnArea WriteRecords(uint offset, int count, int recordSize, int alignment = 4)
    {
        var place = call.Allocate(alignment, checked(count * recordSize));
        Write32(offset, place);
        Write32(offset + 4, (uint)count);
        return new ReturnArea(call, place);
    }

    private Span<byte> At(uint offset, uint length)
        => call.Memory.TrySlice(address + offset, length, out var bytes)
            ? bytes
            : throw new InvalidOperationException("a checked place in the guest's memory is now outside the memory");
}
