using System.Buffers.Binary;

namespace Wasmill.Broker.Log.Format;

// Tested by: LogDamageTests, GoldenLogTests
/// <summary>The header before the body of every record. A record is one commit: it is valid as a whole or not at all.</summary>
/// <param name="BodyLength">The body's length in bytes.</param>
/// <param name="Sequence">Number of the record; consecutive.</param>
/// <param name="FirstPosition">Position of the record's first event; if it has none, of the next event.</param>
/// <param name="Events">Number of events in the record.</param>
internal readonly record struct RecordHeader(int BodyLength, long Sequence, long FirstPosition, int Events)
{
    /// <summary>Length of the header in bytes: body length 4, checksum 4, sequence 8, position 8, events 4.</summary>
    public const int Size = 28;

    /// <summary>Maximum length of a body: far more than a batch of the largest events; a larger number is damage.</summary>
    public const int LongestBody = 64 << 20;

    /// <summary>The whole record's length.</summary>
    public int RecordLength => Size + BodyLength;

    /// <summary>Writes the header before a body; the checksum covers everything except itself.</summary>
    public void Write(Span<byte> record)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, BodyLength);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], FirstPosition);
        BinaryPrimitives.WriteInt32LittleEndian(record[24..], Events);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Checksum.Compute(record[..4], record[8..RecordLength]));
    }

    /// <summary>Reads the header without verifying the checksum; null if invalid.</summary>
    public static RecordHeader? TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size)
            return null;
        var header = new RecordHeader(
            BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]));
        return header is { BodyLength: > 0 and <= LongestBody, Sequence: > 0, FirstPosition: > 0, Events: >= 0 } ? header : null;
    }

    /// <summary>Indicates whether the checksum of a record is correct.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> record)
        => BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) == Checksum.Compute(record[..4], record[8..]);
}
