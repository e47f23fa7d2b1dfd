using System.Buffers.Binary;

namespace Wasmill.Broker.Log.Format;

// Tested by: LogDamageTests, GoldenLogTests
/// <summary>The first bytes of every segment file (docs/formats/log.md).</summary>
/// <param name="LogId">ID of the log, so that a file from another broker's folder is not read as this one's.</param>
/// <param name="FirstSequence">The sequence number of its first record.</param>
/// <param name="FirstPosition">Position of its first event, even if it has none yet.</param>
/// <param name="Created">Time of its creation.</param>
internal readonly record struct SegmentHeader(Guid LogId, long FirstSequence, long FirstPosition, DateTimeOffset Created)
{
    /// <summary>Length of the header in bytes: magic 6, version 2, log 16, sequence 8, position 8, created 8, zero 4, checksum 4.</summary>
    public const int Size = 56;

    /// <summary>The version of the format that this program writes and reads.</summary>
    public const ushort Version = 1;

    private static ReadOnlySpan<byte> Magic => "WMLOG\n"u8;

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[..Size].Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[6..], Version);
        LogId.TryWriteBytes(bytes[8..]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[32..], FirstPosition);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[40..], Created.UtcTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[52..], Checksum.Compute(bytes[..52]));
    }

    /// <summary>Reads the header; null if the bytes are too few or damaged.</summary>
    /// <exception cref="LogFormatException">Another version of the format wrote it.</exception>
    public static SegmentHeader? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size || !bytes.StartsWith(Magic))
            return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[52..]) != Checksum.Compute(bytes[..52]))
            return null;
        var version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]);
        if (version != Version)
            throw new LogFormatException(
                $"the log has format version {version}; this program knows version {Version}: use the version of wasmill that wrote it");
        return new SegmentHeader(
            new Guid(bytes.Slice(8, 16)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]), TimeSpan.Zero));
    }
}
