namespace Wasmill.Functions.Binary;

/// <summary>The memory of a module and its initial content, as a module that exports it as <c>memory</c>.</summary>
/// <param name="Memory">The memory section.</param>
/// <param name="Data">The data section.</param>
internal sealed record DataHalf(ModuleSection Memory, ModuleSection Data)
{
    private static readonly ReadOnlyMemory<byte> Head = BinaryModule.Preamble.ToArray();
    private static readonly ReadOnlyMemory<byte> Exports = WriteExports();

    /// <summary>The module in parts, which are not copied: a data section is megabytes.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; } = [Head, Memory.Whole, Exports, Data.Whole];

    /// <summary>Copies the module.</summary>
    public byte[] ToArray() => ModuleParts.Join(Parts);

    private static byte[] WriteExports()
    {
        var exports = new ModuleWriter();
        exports.Unsigned(1);
        exports.Name(ModuleSplitter.MemoryName);
        exports.Byte((byte)ExternalKind.Memory);
        exports.Unsigned(0);
        var section = new ModuleWriter();
        section.Section(SectionId.Export, exports);
        return section.ToArray();
    }
}
