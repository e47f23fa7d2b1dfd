namespace Wasmill.Broker.Engines.Log.Format;

/// <summary>The content of records as objects.</summary>
internal static class RecordContent
{
    /// <summary>The events of a record; they come first in it.</summary>
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
}
