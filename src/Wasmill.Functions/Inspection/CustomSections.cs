using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Inspection;

// Tested by: ModuleInspectorTests
/// <summary>Reads what a module says about itself in custom sections. None of it decides anything: broken sections are left out.</summary>
internal static class CustomSections
{
    private const string Producers = "producers";

    /// <summary>The content of the first custom section of a name, or null.</summary>
    public static ReadOnlyMemory<byte>? Find(BinaryModule module, string name)
    {
        foreach (var section in module.Sections)
        {
            if (section.Id == SectionId.Custom && TryReadName(section, out var found, out var content) && found == name)
                return content;
        }

        return null;
    }

    /// <summary>The lines of the <c>producers</c> section (tool conventions of WebAssembly).</summary>
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
