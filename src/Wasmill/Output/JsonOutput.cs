using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Wasmill.Output;

/// <summary>JSON on standard output, indented for people and good for <c>jq</c>.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value and a line end.</summary>
    public static void Write<T>(ITerminal terminal, T value, JsonTypeInfo<T> type)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
            JsonSerializer.Serialize(writer, value, type);
        terminal.Out.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }
}
