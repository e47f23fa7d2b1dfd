using System.Security.Cryptography;
using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Inspection;

/// <summary>Inspects a WebAssembly file without compiling or running it.</summary>
public static class ModuleInspector
{
    private const int PageBytes = 64 << 10;

    /// <summary>Reads a module or component.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The name used in the message.</param>
    /// <exception cref="FunctionLoadException">The bytes are not WebAssembly; the message says where they are malformed.</exception>
    public static ModuleReport Inspect(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            return BinaryModule.IsComponent(bytes.Span) ? InspectComponent(bytes) : InspectModule(bytes);
        }
        catch (MalformedModuleException error)
        {
            throw new FunctionLoadException($"{name} is not a WebAssembly module: {error.Message}", error);
        }
    }

    private static ModuleReport InspectComponent(ReadOnlyMemory<byte> bytes)
    {
        var (imports, exports) = ModuleComponentReader.Read(bytes.Span);
        var kind = ModuleRecognizer.RecognizeComponent(exports);
        return new ModuleReport
        {
            Kind = kind,
            Abi = ModuleRecognizer.Describe(kind, exports),
            Advice = ModuleRecognizer.Advise(kind),
            Bytes = bytes.Length,
            Digest = Digest(bytes),
            Imports = imports,
            Exports = exports,
            Memories = [],
            Sandbox = null,
            Producers = [],
            Build = null,
        };
    }

    private static ModuleReport InspectModule(ReadOnlyMemory<byte> bytes)
    {
        var module = BinaryModule.Parse(bytes);
        var kind = ModuleRecognizer.Recognize(module.Exports);
        IReadOnlyList<ModuleItem> imports =
        [
            .. module.Imports.Select(import => new ModuleItem(import.Module, import.Name, Name(import.Kind))),
        ];
        IReadOnlyList<ModuleItem> exports = [.. module.Exports.Select(export => new ModuleItem(null, export.Name, Name(export.Kind)))];
        var advice = kind == ModuleKind.Unknown
            ? "it exports no handler: a function exports handle-http-request (the Spin HTTP ABI)"
            : ModuleRecognizer.Advise(kind);
        return new ModuleReport
        {
            Kind = kind,
            Abi = ModuleRecognizer.Describe(kind, exports),
            Advice = advice,
            Bytes = bytes.Length,
            Digest = Digest(bytes),
            Imports = imports,
            Exports = exports,
            Memories = ReadMemories(module),
            Sandbox = advice is null ? InstancePlan.For(module, FunctionLimits.Default.MemoryBytes).Description : null,
            Producers = CustomSections.ReadProducers(module),
            Build = BuildNote.Find(module),
        };
    }

    internal static List<ModuleMemory> ReadMemories(BinaryModule module)
    {
        var memories = new List<ModuleMemory>();
        var cursor = new ByteCursor(module.Find(SectionId.Memory).Span);
        if (cursor.AtEnd)
            return memories;
        for (var count = cursor.ReadCount(); count > 0; count--)
        {
            var hasMaximum = (cursor.ReadByte() & 1) != 0;
            var initial = cursor.ReadUnsigned();
            memories.Add(new ModuleMemory((long)initial * PageBytes, hasMaximum ? (long)cursor.ReadUnsigned() * PageBytes : null));
        }

        return memories;
    }

    private static string Digest(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes.Span));

    private static string Name(ExternalKind kind)
        => Enum.IsDefined(kind)
            ? kind.ToString().ToLowerInvariant()
            : throw new MalformedModuleException($"an export has the unknown kind {(byte)kind}");
}
