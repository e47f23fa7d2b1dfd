using System.Buffers.Binary;
using Wasmill.Functions.Calls.Randomness;

namespace Wasmill.Functions.Snapshots;

/// <summary>Generates the same bytes for the same seed, for reproducible builds. SplitMix64; not for secrets.</summary>
internal sealed class SeededRandomBytes(ulong seed) : IRandomBytes
{
    private ulong _state = seed;

    /// <inheritdoc />
    public void Fill(Span<byte> bytes)
    {
        Span<byte> block = stackalloc byte[sizeof(ulong)];
        while (!bytes.IsEmpty)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(block, Next());
            var count = Math.Min(block.Length, bytes.Length);
            block[..count].CopyTo(bytes);
            bytes = bytes[count..];
        }
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
