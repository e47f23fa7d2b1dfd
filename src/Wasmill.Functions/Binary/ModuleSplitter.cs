namespace Wasmill.Functions.Binary;

// Tested by: BinaryModuleTests
/// <summary>
/// Splits a module into code and data. Two apps built on one runtime differ only in their data: their code halves are identical, so that a
/// compiler sees them only once.
/// </summary>
internal static class ModuleSplitter
{
    /// <summary>The module part of the name under which the code half imports its memory.</summary>
    public const string MemoryModule = "m";

    /// <summary>The name part; see <see cref="MemoryModule"/>.</summary>
    public const string MemoryName = "memory";

    private const int DataSegmentActive = 0;

    /// <summary>Splits a module.</summary>
    /// <returns>Null if the module cannot be split: its memory is imported, it has none or several, or a data segment is passive or placed
    /// by code.</returns>
    public static SplitModule? Split(BinaryModule module)
    {
        if (!CanSplit(module))
            return null;

        return new SplitModule(WriteCode(module), new DataHalf(Section(module, SectionId.Memory), Section(module, SectionId.Data)));
    }

    /// <summary>Indicates whether <see cref="Split"/> can split a module.</summary>
    public static bool CanSplit(BinaryModule module)
    {
        var memories = new ByteCursor(module.Find(SectionId.Memory).Span);
        if (memories.AtEnd || module.CountImports(ExternalKind.Memory) > 0 || memories.ReadCount() != 1)
            return false;

        var data = new ByteCursor(module.Find(SectionId.Data).Span);
        if (data.AtEnd)
            return false;
        for (var count = data.ReadCount(); count > 0; count--)
        {
            if (data.ReadUnsigned() != DataSegmentActive || data.ReadConstantExpression() is null)
                return false;
            data.ReadBytes(data.ReadCount());
        }

        return true;
    }

    // Memory 0 stays memory 0: it was the only one and is now the only imported one. No index in the code changes.
    private static byte[] WriteCode(BinaryModule module)
    {
        var parts = new List<ReadOnlyMemory<byte>> { BinaryModule.Preamble.ToArray() };
        var imported = false;
        foreach (var section in module.Sections)
        {
            if (!imported && section.Id is not (SectionId.Custom or SectionId.Type))
            {
                var imports = new ModuleWriter();
                imports.Section(SectionId.Import, ImportsWithMemory(module));
                parts.Add(imports.ToArray());
                imported = true;
            }

            if (section.Id is not (SectionId.Import or SectionId.Memory or SectionId.Data or SectionId.DataCount or SectionId.Custom))
                parts.Add(section.Whole);
        }

        return ModuleParts.Join(parts);
    }

    private static ModuleWriter ImportsWithMemory(BinaryModule module)
    {
        var content = new ModuleWriter();
        content.Unsigned((uint)module.Imports.Count + 1);
        if (module.Imports.Count > 0)
        {
            var existing = module.Find(SectionId.Import).Span;
            var cursor = new ByteCursor(existing);
            cursor.ReadUnsigned();
            content.Bytes(existing[cursor.Position..]);
        }

        content.Name(MemoryModule);
        content.Name(MemoryName);
        content.Byte((byte)ExternalKind.Memory);
        // One page and no maximum: the same for every app, whatever its image needs.
        content.Byte(0);
        content.Unsigned(1);
        return content;
    }

    private static ModuleSection Section(BinaryModule module, SectionId id) => module.Sections.First(section => section.Id == id);
}
