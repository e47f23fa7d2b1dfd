namespace Wasmill.Functions.Binary;

/// <summary>
/// The sections of a core module, and the parts of their content that Wasmill reads. Everything else is copied byte for byte.
/// </summary>
internal sealed class BinaryModule
{
    private static ReadOnlySpan<byte> Magic => "\0asm"u8;
    private static ReadOnlySpan<byte> CoreVersion => [1, 0, 0, 0];
    private static ReadOnlySpan<byte> ComponentVersion => [0x0D, 0, 1, 0];

    private const byte FunctionType = 0x60;

    private BinaryModule(ReadOnlyMemory<byte> whole, IReadOnlyList<ModuleSection> sections)
    {
        Whole = whole;
        Sections = sections;
        FunctionTypes = ReadFunctionTypes(Find(SectionId.Type));
        Imports = ReadImports(Find(SectionId.Import));
        Exports = ReadExports(Find(SectionId.Export), FunctionTypeNumbers());
        Globals = ReadGlobals(Find(SectionId.Global));
    }

    /// <summary>The bytes of the module.</summary>
    public ReadOnlyMemory<byte> Whole { get; }

    /// <summary>All sections in order.</summary>
    public IReadOnlyList<ModuleSection> Sections { get; }

    /// <summary>The function types by number, up to the first type that is not a function type.</summary>
    public IReadOnlyList<FunctionSignature> FunctionTypes { get; }

    /// <summary>All imports in order.</summary>
    public IReadOnlyList<ImportEntry> Imports { get; }

    /// <summary>All exports in order.</summary>
    public IReadOnlyList<ExportEntry> Exports { get; }

    /// <summary>The globals that the module defines, in order.</summary>
    public IReadOnlyList<GlobalEntry> Globals { get; }

    /// <summary>The first eight bytes of every core module.</summary>
    public static ReadOnlySpan<byte> Preamble => "\0asm\u0001\0\0\0"u8;

    /// <summary>Indicates whether the bytes begin like a component (component model binary format, version 0x0d, layer 1).</summary>
    public static bool IsComponent(ReadOnlySpan<byte> bytes)
        => bytes.Length >= 8 && bytes.StartsWith(Magic) && bytes.Slice(4, 4).SequenceEqual(ComponentVersion);

    /// <summary>Reads a core module.</summary>
    /// <exception cref="MalformedModuleException">The bytes are not a core module.</exception>
    public static BinaryModule Parse(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (!span.StartsWith(Magic))
            throw new MalformedModuleException("it does not begin with the WebAssembly magic number");
        if (span.Length < 8 || !span.Slice(4, 4).SequenceEqual(CoreVersion))
            throw new MalformedModuleException("it is not version 1 of the WebAssembly core format");

        var sections = new List<ModuleSection>();
        var cursor = new ByteCursor(span);
        cursor.ReadBytes(8);
        while (!cursor.AtEnd)
        {
            var start = cursor.Position;
            var id = (SectionId)cursor.ReadByte();
            var length = cursor.ReadCount();
            var content = cursor.Position;
            cursor.ReadBytes(length);
            sections.Add(new ModuleSection(id, bytes[start..cursor.Position], bytes[content..cursor.Position]));
        }

        return new BinaryModule(bytes, sections);
    }

    /// <summary>Finds the content of the first section with this number; empty if the module has none.</summary>
    public ReadOnlyMemory<byte> Find(SectionId id)
    {
        foreach (var section in Sections)
        {
            if (section.Id == id)
                return section.Content;
        }

        return default;
    }

    /// <summary>Counts the imports of one kind.</summary>
    public int CountImports(ExternalKind kind) => Imports.Count(import => import.Kind == kind);

    private static List<ImportEntry> ReadImports(ReadOnlyMemory<byte> content)
    {
        var entries = new List<ImportEntry>();
        if (content.IsEmpty)
            return entries;

        var cursor = new ByteCursor(content.Span);
        for (var count = cursor.ReadCount(); count > 0; count--)
        {
            var module = cursor.ReadName();
            var name = cursor.ReadName();
            var kind = (ExternalKind)cursor.ReadByte();
            entries.Add(new ImportEntry(module, name, kind, ReadImportType(ref cursor, kind)));
        }

        return entries;
    }

    private static uint ReadImportType(ref ByteCursor cursor, ExternalKind kind)
    {
        switch (kind)
        {
            case ExternalKind.Function:
                return cursor.ReadUnsigned();
            case ExternalKind.Table:
                cursor.ReadByte();
                cursor.ReadLimits();
                break;
            case ExternalKind.Memory:
                cursor.ReadLimits();
                break;
            case ExternalKind.Global:
                cursor.ReadBytes(2);
                break;
            case ExternalKind.Tag:
                cursor.ReadByte();
                cursor.SkipNumber();
                break;
            default:
                throw new MalformedModuleException($"an import has the unknown kind {(byte)kind}");
        }

        return 0;
    }

    private static List<FunctionSignature> ReadFunctionTypes(ReadOnlyMemory<byte> content)
    {
        var types = new List<FunctionSignature>();
        if (content.IsEmpty)
            return types;

        var cursor = new ByteCursor(content.Span);
        for (var count = cursor.ReadCount(); count > 0 && cursor.ReadByte() == FunctionType; count--)
            types.Add(new FunctionSignature(ReadValueTypes(ref cursor), ReadValueTypes(ref cursor)));
        return types;
    }

    private static string ReadValueTypes(ref ByteCursor cursor)
    {
        var letters = new char[cursor.ReadCount()];
        for (var i = 0; i < letters.Length; i++)
        {
            var type = cursor.ReadByte();
            letters[i] = FunctionSignature.Letter(type);
            // A typed reference is followed by its heap type.
            if (type is 0x63 or 0x64)
                cursor.SkipNumber();
        }

        return new string(letters);
    }

    private List<ExportEntry> ReadExports(ReadOnlyMemory<byte> content, List<uint> types)
    {
        var entries = new List<ExportEntry>();
        if (content.IsEmpty)
            return entries;

        var cursor = new ByteCursor(content.Span);
        for (var count = cursor.ReadCount(); count > 0; count--)
        {
            var (name, kind, index) = (cursor.ReadName(), (ExternalKind)cursor.ReadByte(), cursor.ReadUnsigned());
            var isKnown = kind == ExternalKind.Function && index < types.Count && types[(int)index] < FunctionTypes.Count;
            entries.Add(new ExportEntry(name, kind, index, isKnown ? FunctionTypes[(int)types[(int)index]] : null));
        }

        return entries;
    }

    // The type numbers of all functions, imported functions first.
    private List<uint> FunctionTypeNumbers()
    {
        var numbers = Imports.Where(import => import.Kind == ExternalKind.Function).Select(import => import.Type).ToList();
        var content = Find(SectionId.Function);
        if (content.IsEmpty)
            return numbers;

        var cursor = new ByteCursor(content.Span);
        for (var count = cursor.ReadCount(); count > 0; count--)
            numbers.Add(cursor.ReadUnsigned());
        return numbers;
    }

    private static List<GlobalEntry> ReadGlobals(ReadOnlyMemory<byte> content)
    {
        var entries = new List<GlobalEntry>();
        if (content.IsEmpty)
            return entries;

        var cursor = new ByteCursor(content.Span);
        for (var count = cursor.ReadCount(); count > 0; count--)
        {
            var start = cursor.Position;
            var type = cursor.ReadByte();
            var mutable = cursor.ReadByte() == 1;
            cursor.ReadConstantExpression();
            entries.Add(new GlobalEntry(type, mutable, content[start..cursor.Position]));
        }

        return entries;
    }
}
