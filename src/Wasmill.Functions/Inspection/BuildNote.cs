using System.Text.Json;
using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Inspection;

// Tested by: ModuleInspectorTests, ModuleSnapshotterTests
/// <summary>What <c>wasmill build</c> writes down in a module, in the custom section <c>wasmill.build</c>: whoever gets the file can tell what went into it.</summary>
/// <param name="Language">The language, such as Python.</param>
/// <param name="Version">The language's version.</param>
/// <param name="Builder">Who built it, such as <c>wasmill 0.1.0</c>.</param>
/// <param name="Sources">The files that went in, by the names they have inside.</param>
public sealed record BuildNote(string Language, string Version, string Builder, IReadOnlyList<string> Sources)
{
    private const string SectionName = "wasmill.build";

    /// <summary>A copy of a module with this note at its end.</summary>
    public byte[] AppendTo(ReadOnlySpan<byte> module) => [.. module, .. ToSection()];

    /// <summary>The custom section.</summary>
    public byte[] ToSection()
    {
        var content = new ModuleWriter();
        content.Name(SectionName);
        content.Bytes(ToJson());
        var section = new ModuleWriter();
        section.Section(SectionId.Custom, content);
        return section.ToArray();
    }

    /// <summary>The note of a module; null when it has none that can be read.</summary>
    internal static BuildNote? Find(BinaryModule module)
    {
        if (CustomSections.Find(module, SectionName) is not { } content)
            return null;
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return new BuildNote(
                root.GetProperty("language").GetString() ?? "",
                root.GetProperty("version").GetString() ?? "",
                root.GetProperty("builder").GetString() ?? "",
                [.. root.GetProperty("sources").EnumerateArray().Select(source => source.GetString() ?? "")]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Anybody may write a section of this name: what is no note is none.
            return null;
        }
    }

    private byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("language", Language);
            writer.WriteString("version", Version);
            writer.WriteString("builder", Builder);
            writer.WriteStartArray("sources");
            foreach (var source in Sources)
                writer.WriteStringValue(source);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
