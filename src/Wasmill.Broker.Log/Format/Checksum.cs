using System.Buffers.Binary;
using System.Numerics;

namespace Wasmill.Broker.Log.Format;

/// <summary>
/// CRC-32C (Castagnoli), per RFC 3720: processors compute it eight bytes at a time,
/// and it detects every burst of up to 32 flipped bits.
/// </summary>
internal static class Checksum
{
    /// <summary>Computes the checksum of two parts as one sequence.</summary>
    public static uint Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Add(Add(uint.MaxValue, first), second);

    /// <summary>Computes the checksum of bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => ~Add(uint.MaxValue, bytes);

    private static uint Add(uint state, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var one in bytes)
            state = BitOperations.Crc32C(state, one);
        return state;
    }
}
