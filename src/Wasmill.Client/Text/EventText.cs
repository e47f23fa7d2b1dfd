using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Wasmill.Events;

namespace Wasmill.Client.Text;

/// <summary>Formats an event for people, in the layout of Knative's event_display.</summary>
public static class EventText
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns the event's lines, each with its line end.</summary>
    /// <param name="cloudEvent">The event.</param>
    /// <param name="mostBytes">A longer payload is shortened to its beginning, and its size is added.</param>
    public static string Format(CloudEvent cloudEvent, int mostBytes = int.MaxValue)
    {
        var text = new StringBuilder();
        text.Append("☁️  cloudevents.Event\nContext Attributes,\n");
        Append(text, "specversion", cloudEvent.SpecVersion);
        Append(text, "type", cloudEvent.Type);
        Append(text, "source", cloudEvent.Source);
        Append(text, "subject", cloudEvent.Subject);
        Append(text, "id", cloudEvent.Id);
        Append(text, "time", cloudEvent.Time);
        Append(text, "dataschema", cloudEvent.DataSchema);
        Append(text, "datacontenttype", cloudEvent.DataContentType);
        if (cloudEvent.Extensions.Count > 0)
        {
            text.Append("Extensions,\n");
            foreach (var extension in cloudEvent.Extensions.OrderBy(extension => extension.Name, StringComparer.Ordinal))
                Append(text, extension.Name, extension.Value);
        }

        if (cloudEvent.HasData)
            AppendData(text, cloudEvent.Data.Span, mostBytes);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (value is not null)
            text.Append("  ").Append(name).Append(": ").Append(Visible(value)).Append('\n');
    }

    private static void AppendData(StringBuilder text, ReadOnlySpan<byte> data, int mostBytes)
    {
        var isShort = data.Length <= mostBytes;
        if (!Utf8.IsValid(data))
        {
            text.Append("Data (binary),\n  ").Append(Convert.ToBase64String(isShort ? data : data[..mostBytes])).Append('\n');
        }
        else
        {
            text.Append("Data,\n");
            var shown = isShort ? Indent(data) ?? Encoding.UTF8.GetString(data) : Encoding.UTF8.GetString(data[..CutOf(data, mostBytes)]);
            foreach (var line in shown.Split('\n'))
                text.Append("  ").Append(Visible(line.TrimEnd('\r'))).Append('\n');
        }

        if (!isShort)
            text.Append("  ... (").Append(ByteSize.Of(data.Length)).Append(" in all)\n");
    }

    // Not in the middle of a character.
    private static int CutOf(ReadOnlySpan<byte> data, int length)
    {
        while (length > 0 && (data[length] & 0xC0) == 0x80)
            length--;
        return length;
    }

    private static string? Indent(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            using var document = JsonDocument.ParseValue(ref reader);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Indented))
                document.WriteTo(writer);
            return Encoding.UTF8.GetString(stream.ToArray());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // An event must not move the cursor or change the colors of the terminal.
    private static string Visible(string line)
        => VisibleText.IndexIn(line) < 0
            ? line
            : string.Concat(line.Select(character => VisibleText.IsActing(character) ? '\uFFFD' : character));
}
