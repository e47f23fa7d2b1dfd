using Wasmill.Broker.Records;
using Wasmill.Events;

namespace Wasmill.Broker.Log.Format;

// Tested by: LogEngineTests, GoldenLogTests
/// <summary>Events as entries of a record (docs/formats/log.md, "Event").</summary>
internal static class EventCodec
{
    private const byte HasCause = 1;
    private const byte HasData = 2;
    private const byte IsVersion03 = 4;
    private const byte HasAudience = 8;

    /// <summary>Writes an event; its position follows from its index in the record.</summary>
    public static void Write(ByteWriter writer, NewEvent added, DateTimeOffset arrived)
    {
        var one = added.Event;
        writer.Byte((byte)EntryKind.Event);
        writer.Byte((byte)((added.Cause is null ? 0 : HasCause)
            | (one.HasData ? HasData : 0)
            | (one.SpecVersion == "0.3" ? IsVersion03 : 0)
            | (added.Audience is null ? 0 : HasAudience)));
        writer.Moment(arrived);
        writer.Number(added.Hops);
        if (added.Cause is { } cause)
        {
            writer.Text(cause.Trigger);
            writer.Number(cause.Position);
            writer.Number(cause.Index);
        }

        if (added.Audience is { } audience)
            writer.Text(audience);

        writer.Text(one.Id);
        writer.Text(one.Source);
        writer.Text(one.Type);
        writer.OptionalText(one.DataContentType);
        writer.OptionalText(one.DataSchema);
        writer.OptionalText(one.Subject);
        writer.OptionalText(one.Time);
        writer.Number(one.Extensions.Count);
        for (var i = 0; i < one.Extensions.Count; i++)
        {
            var extension = one.Extensions[i];
            writer.Byte((byte)extension.Kind);
            writer.Text(extension.Name);
            writer.Text(extension.Value);
        }

        if (one.HasData)
            writer.Bytes(one.Data.Span);
    }

    /// <summary>Skips the bytes after the kind.</summary>
    public static void Skip(ref ByteReader reader)
    {
        var flags = reader.Byte();
        reader.Moment();
        reader.Number();
        if ((flags & HasCause) != 0)
        {
            reader.Bytes();
            reader.Number();
            reader.Number();
        }

        if ((flags & HasAudience) != 0)
            reader.Bytes();
        for (var required = 0; required < 3; required++)
            reader.Bytes();
        for (var optional = 0; optional < 4; optional++)
            reader.SkipOptionalText();
        for (var count = reader.Int(); count > 0; count--)
        {
            reader.Byte();
            reader.Bytes();
            reader.Bytes();
        }

        if ((flags & HasData) != 0)
            reader.Bytes();
    }

    /// <summary>Reads the bytes after the kind. The payload is copied, so that the buffer can be reused.</summary>
    public static StoredEvent Read(ref ByteReader reader, long position)
    {
        var flags = reader.Byte();
        var arrived = reader.Moment();
        var hops = reader.Int();
        var cause = (flags & HasCause) != 0 ? new EventCause(reader.Text(), reader.Number(), reader.Int()) : null;
        var audience = (flags & HasAudience) != 0 ? reader.Text() : null;
        var id = reader.Text();
        var source = reader.Text();
        var type = reader.Text();
        var contentType = reader.OptionalText();
        var schema = reader.OptionalText();
        var subject = reader.OptionalText();
        var time = reader.OptionalText();
        var count = reader.Int();
        var extensions = count == 0 ? [] : new List<ExtensionAttribute>(Math.Min(count, 64));
        for (var i = 0; i < count; i++)
        {
            var kind = (ExtensionKind)reader.Byte();
            extensions.Add(new ExtensionAttribute(reader.Text(), reader.Text(), kind));
        }

        var hasData = (flags & HasData) != 0;
        return new StoredEvent(
            position,
            arrived,
            new CloudEvent
            {
                Id = id,
                Source = source,
                Type = type,
                SpecVersion = (flags & IsVersion03) != 0 ? "0.3" : "1.0",
                DataContentType = contentType,
                DataSchema = schema,
                Subject = subject,
                Time = time,
                Extensions = extensions,
                HasData = hasData,
                Data = hasData ? reader.Bytes().ToArray() : default,
            },
            cause,
            hops)
        { Audience = audience };
    }
}
