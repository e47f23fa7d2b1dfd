namespace Wasmill.Functions.Binary.Code;

// Tested by: RestoreTests
/// <summary>Exports the mutable globals of a module under names of Wasmill's own, so that the host can read and write them.</summary>
internal static class GlobalExporter
{
    private const string Reserved = "wasmill:";
    private const string Prefix = Reserved + "global:";

    /// <summary>Rewrites a module. Nothing but its export section changes.</summary>
    /// <param name="module">A module with an export section.</param>
    /// <returns>The module, and the names of the exports; null if the module has exports with names of the host itself.</returns>
    public static (ReadOnlyMemory<byte> Module, IReadOnlyList<string> Names)? Export(BinaryModule module)
    {
        var imported = module.CountImports(ExternalKind.Global);
        var mutable = Enumerable.Range(0, module.Globals.Count).Where(i => module.Globals[i].Mutable).ToList();
        if (module.Exports.Any(export => export.Name.StartsWith(Reserved, StringComparison.Ordinal)))
            return null;

        List<string> names = [];
        var exports = new ModuleWriter();
        var existing = module.Find(SectionId.Export).Span;
        var cursor = new ByteCursor(existing);
        exports.Unsigned((uint)(cursor.ReadCount() + mutable.Count));
        exports.Bytes(existing[cursor.Position..]);
        foreach (var i in mutable)
        {
            names.Add($"{Prefix}{i}");
            exports.Name(names[^1]);
            exports.Byte((byte)ExternalKind.Global);
            exports.Unsigned((uint)(imported + i));
        }

        var section = new ModuleWriter();
        section.Section(SectionId.Export, exports);
        List<ReadOnlyMemory<byte>> parts = [BinaryModule.Preamble.ToArray()];
        parts.AddRange(module.Sections.Select(one => one.Id == SectionId.Export ? section.ToArray() : one.Whole));
        return (ModuleParts.Join(parts), names);
    }
}
