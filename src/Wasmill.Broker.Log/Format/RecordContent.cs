using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log.Format;

/// <summary>The content of records as objects.</summary>
internal static class RecordContent
{
    /// <summary>Reads the events of a record; they come first in it.</summary>
    public static List<StoredEvent> Events(RecordHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var events = new List<StoredEvent>(header.Events);
        for (var i = 0; i < header.Events; i++)
        {
            if (reader.Byte() != (byte)EntryKind.Event)
                throw new LogFormatException($"record {header.Sequence} has fewer events than it says");
            events.Add(EventCodec.Read(ref reader, header.FirstPosition + i));
        }

        return events;
    }

    /// <summary>Reads the outcome in a record, or null. It is the only entry except its replies.</summary>
    public static OutcomeEntry? Outcome(RecordHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        for (var i = 0; i < header.Events; i++)
        {
            reader.Byte();
            EventCodec.Skip(ref reader);
        }

        return reader.AtEnd || reader.Byte() != (byte)EntryKind.Outcome ? null : OutcomeEntry.Read(ref reader);
    }
}
