using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Inspection;

// Tested by: ModuleInspectorTests
/// <summary>
/// Reads the names that a component imports and exports (component model binary format). Nested modules and components are skipped as a
/// whole: no file can cause recursion or more names than it has bytes.
/// </summary>
internal static class ModuleComponentReader
{
    private const int PreambleBytes = 8;
    private const byte ImportSection = 10;
    private const byte ExportSection = 11;

    // The sorts of the format; 0 is a core sort, which a second byte specifies.
    private static readonly string[] Sorts = ["module", "function", "value", "type", "component", "instance"];

    /// <summary>Reads the names.</summary>
    /// <exception cref="MalformedModuleException">The bytes are not a component.</exception>
    public static (IReadOnlyList<ModuleItem> Imports, IReadOnlyList<ModuleItem> Exports) Read(ReadOnlySpan<byte> bytes)
    {
        var imports = new List<ModuleItem>();
        var exports = new List<ModuleItem>();
        var cursor = new ByteCursor(bytes);
        cursor.ReadBytes(PreambleBytes);
        while (!cursor.AtEnd)
        {
            var id = cursor.ReadByte();
            var content = new ByteCursor(cursor.ReadBytes(cursor.ReadCount()));
            if (id == ImportSection)
                ReadImports(ref content, imports);
            else if (id == ExportSection)
                ReadExports(ref content, exports);
        }

        return (imports, exports);
    }

    private static void ReadImports(ref ByteCursor cursor, List<ModuleItem> imports)
    {
        for (var count = cursor.ReadCount(); count > 0; count--)
        {
            var name = ReadExternalName(ref cursor);
            imports.Add(new ModuleItem(null, name, ReadDescription(ref cursor)));
        }
    }

    private static void ReadExports(ref ByteCursor cursor, List<ModuleItem> exports)
    {
        for (var count = cursor.ReadCount(); count > 0; count--)
        {
            var name = ReadExternalName(ref cursor);
            var sort = ReadSort(ref cursor);
            cursor.SkipNumber();
            if (cursor.ReadByte() != 0)
                ReadDescription(ref cursor);
            exports.Add(new ModuleItem(null, name, sort));
        }
    }

    // 0 and 1 used to distinguish plain names from interface names; tools write either.
    private static string ReadExternalName(ref ByteCursor cursor)
    {
        var form = cursor.ReadByte();
        return form <= 1 ? cursor.ReadName() : throw new MalformedModuleException($"a name in the component has the unknown form {form}");
    }

    private static string ReadSort(ref ByteCursor cursor)
    {
        var sort = cursor.ReadByte();
        if (sort == 0)
            cursor.ReadByte();
        return Name(sort);
    }

    private static string ReadDescription(ref ByteCursor cursor)
    {
        var sort = cursor.ReadByte();
        switch (sort)
        {
            case 0:
                cursor.ReadByte();
                cursor.SkipNumber();
                break;
            // A value or type is bound to another one, or defined by its type; a new resource type has no number.
            case 2:
                cursor.ReadByte();
                cursor.SkipNumber();
                break;
            case 3:
                if (cursor.ReadByte() == 0)
                    cursor.SkipNumber();
                break;
            default:
                cursor.SkipNumber();
                break;
        }

        return Name(sort);
    }

    private static string Name(byte sort)
        => sort < Sorts.Length
            ? Sorts[sort]
            : throw new MalformedModuleException($"an import or export of the component has the unknown sort {sort}");
}
