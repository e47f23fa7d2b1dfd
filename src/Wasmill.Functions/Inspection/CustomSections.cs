using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Inspection;

// Tested by: ModuleInspectorTests
/// <summary>
/// Reads the custom sections in which a module describes itself. They are informational only: malformed sections are ignored.
/// </summary>
internal static class CustomSections
{
    private const string Producers = "producers";

    /// <summary>Finds the content of the first custom section with a name; null if absent.</summary>
    public static ReadOnlyMemory<byte>? Find(BinaryModule module, string name)
    {
        foreach (var section in module.Sections)
        {
            if (section.Id == SectionId.Custom && TryReadName(section, out var found, out var content) && found == name)
                return content;
        }

        return null;
    }

    /// <summary>Reads the entries of the <c>producers</c> section (WebAssembly tool conventions).</summary>
    public static IReadOnlyList<ModuleProducer> ReadProducers(BinaryModule module)
    {
        if (Find(module, Producers) is not { } content)
            return [];
        var lines = new List<ModuleProducer>();
        try
        {
            var cursor = new ByteCursor(content.Span);
            for (var fields = cursor.ReadCount(); fields > 0; fields--)
            {
                var field = cursor.ReadName();
                for (var values = cursor.ReadCount(); values > 0; values--)
                    lines.Add(new ModuleProducer(field, cursor.ReadName(), cursor.ReadName()));
            }

            return lines;
        }
        catch (MalformedModuleException)
        {
            return [];
        }
    }

    private static bool TryReadName(ModuleSection section, out string name, out ReadOnlyMemory<byte> content)
    {
        try
        {
            var cursor = new ByteCursor(section.Content.Span);
            name = cursor.ReadName();
            content = section.Content[cursor.Position..];
            return true;
        }
        catch (MalformedModuleException)
        {
            (name, content) = ("", default);
            return false;
        }
    }
}
