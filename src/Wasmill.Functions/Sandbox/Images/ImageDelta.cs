using System.Buffers;
using System.Buffers.Binary;
using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Sandbox.Images;

// Tested by: ImageDeltaTests
/// <summary>
/// The bytes in which the initial memory of a module differs from that of another one, its base: runs of address, length (both
/// little-endian, 32 bits) and content, by ascending address.
/// </summary>
internal static class ImageDelta
{
    private const int HeadBytes = 2 * sizeof(uint);

    // Shorter runs of equal bytes cost less than the head of another run.
    private const int SmallestGap = 16;

    // A page of zeros at a time.
    private static readonly byte[] Zeros = new byte[4096];

    /// <summary>Computes the difference.</summary>
    /// <param name="original">The base: all of its memory up to the last byte that is not zero, or further.</param>
    /// <param name="section">The data section of the module.</param>
    /// <param name="memoryBytes">The length of the module's memory.</param>
    /// <param name="mostBytes">The maximum length of the difference.</param>
    /// <returns>
    /// Null if it is longer, if a segment has no address of its own or lies outside the memory, or if the segments do not ascend.
    /// </returns>
    public static byte[]? Compute(ReadOnlySpan<byte> original, ReadOnlySpan<byte> section, long memoryBytes, int mostBytes)
    {
        var delta = new ArrayBufferWriter<byte>(mostBytes / 4);
        var segments = new DataSegments(section);
        long position = 0;
        while (segments.TryNext(out var address, out var content))
        {
            if (address < position || address + (long)content.Length > memoryBytes)
                return null;
            CompareZeros(original, position, address, delta);
            Compare(original, address, content, delta);
            position = address + (long)content.Length;
            if (delta.WrittenCount > mostBytes)
                return null;
        }

        CompareZeros(original, position, original.Length, delta);
        return segments.IsComplete && delta.WrittenCount <= mostBytes ? delta.WrittenSpan.ToArray() : null;
    }

    /// <summary>Reads the next run, and moves behind it.</summary>
    /// <param name="delta">The rest of a difference.</param>
    /// <param name="address">The address of the run.</param>
    /// <param name="content">Its bytes.</param>
    /// <returns>False at the end.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> delta, out long address, out ReadOnlySpan<byte> content)
    {
        address = 0;
        content = default;
        if (delta.IsEmpty)
            return false;
        address = BinaryPrimitives.ReadUInt32LittleEndian(delta);
        content = delta.Slice(HeadBytes, BinaryPrimitives.ReadInt32LittleEndian(delta[sizeof(uint)..]));
        delta = delta[(HeadBytes + content.Length)..];
        return true;
    }

    private static void CompareZeros(ReadOnlySpan<byte> original, long from, long to, ArrayBufferWriter<byte> delta)
    {
        // Beyond the base's last byte, both are zero.
        for (var end = Math.Min(to, original.Length); from < end;)
        {
            var length = (int)Math.Min(Zeros.Length, end - from);
            Compare(original, from, Zeros.AsSpan(0, length), delta);
            from += length;
        }
    }

    private static void Compare(ReadOnlySpan<byte> original, long address, ReadOnlySpan<byte> content, ArrayBufferWriter<byte> delta)
    {
        var common = (int)Math.Clamp(original.Length - address, 0, content.Length);
        if (common > 0)
            CompareEqualLengths(original.Slice((int)address, common), content[..common], address, delta);
        for (var at = common; at < content.Length; at += Zeros.Length)
        {
            var part = content.Slice(at, Math.Min(Zeros.Length, content.Length - at));
            CompareEqualLengths(Zeros.AsSpan(0, part.Length), part, address + at, delta);
        }
    }

    private static void CompareEqualLengths(
        ReadOnlySpan<byte> original, ReadOnlySpan<byte> content, long address, ArrayBufferWriter<byte> delta)
    {
        for (var position = 0; ;)
        {
            position += original[position..].CommonPrefixLength(content[position..]);
            if (position == content.Length)
                return;
            var end = position + 1;
            for (var next = end; next < content.Length && next - end < SmallestGap; next++)
            {
                if (original[next] != content[next])
                    end = next + 1;
            }

            Write(address + position, content[position..end], delta);
            position = end;
        }
    }

    private static void Write(long address, ReadOnlySpan<byte> content, ArrayBufferWriter<byte> delta)
    {
        var head = delta.GetSpan(HeadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)address);
        BinaryPrimitives.WriteInt32LittleEndian(head[sizeof(uint)..], content.Length);
        delta.Advance(HeadBytes);
        delta.Write(content);
    }
}
