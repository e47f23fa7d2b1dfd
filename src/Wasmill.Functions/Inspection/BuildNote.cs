using System.Text.Json;
using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Inspection;

// Tested by: ModuleInspectorTests, ModuleSnapshotterTests
/// <summary>The build information that <c>wasmill build</c> stores in a module, in the custom section <c>wasmill.build</c>.</summary>
/// <param name="Language">The language, such as Python.</param>
/// <param name="Version">The language's version.</param>
/// <param name="Builder">The builder, such as <c>wasmill 0.1.0</c>.</param>
/// <param name="Sources">The source files, by their names inside the module.</param>
public sealed record BuildNote(string Language, string Version, string Builder, IReadOnlyList<string> Sources)
{
    private const string SectionName = "wasmill.build";

    /// <summary>Copies a module and appends this note.</summary>
    public byte[] AppendTo(ReadOnlySpan<byte> module) => [.. module, .. ToSection()];

    /// <summary>Encodes the custom section.</summary>
    public byte[] ToSection()
    {
        var content = new ModuleWriter();
        content.Name(SectionName);
        content.Bytes(ToJson());
        var section = new ModuleWriter();
        section.Section(SectionId.Custom, content);
        return section.ToArray();
    }

    /// <summary>Finds the note of a module; null if it has no readable note.</summary>
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
            // Any tool may write a section with this name: an invalid note is ignored.
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
