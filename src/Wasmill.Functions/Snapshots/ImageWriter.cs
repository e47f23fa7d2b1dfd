using System.Runtime.InteropServices;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Snapshots;

/// <summary>Writes a module with another memory content and other values of its globals. Every other section is copied byte for byte.</summary>
internal static class ImageWriter
{
    private const int PageBytes = 64 << 10;
    private const byte I32 = 0x7F;
    private const byte I64 = 0x7E;

    // A segment costs about 8 bytes of module and an entry for the engine: zeros shorter than this are cheaper than another segment.
    private const int SmallestGap = 64;

    /// <summary>Writes the module.</summary>
    public static byte[] Write(BinaryModule module, GuestMemory memory, IReadOnlyDictionary<int, long> globals)
    {
        memory.TrySlice(0, (uint)memory.Length, out var content);
        var output = new ByteWriter();
        output.Bytes(BinaryModule.Preamble);
        foreach (var section in module.Sections)
        {
            switch (section.Id)
            {
                case SectionId.Memory:
                    output.Section(SectionId.Memory, Memory(section, content.Length / PageBytes));
                    break;
                case SectionId.Global:
                    output.Section(SectionId.Global, Globals(module, globals));
                    break;
                case SectionId.Data:
                    output.Section(SectionId.Data, Data(content));
                    break;
                // The start function has run. A data count is for instructions that name passive segments, of which there are none.
                case SectionId.Start or SectionId.DataCount:
                    break;
                default:
                    output.Bytes(section.Whole.Span);
                    break;
            }
        }

        return output.ToArray();
    }

    private static ByteWriter Memory(ModuleSection section, int pages)
    {
        var cursor = new ByteCursor(section.Content.Span);
        cursor.ReadCount();
        var flags = cursor.ReadByte();
        cursor.ReadUnsigned();

        var content = new ByteWriter();
        content.Unsigned(1);
        content.Byte(flags);
        content.Unsigned((uint)pages);
        content.Bytes(section.Content.Span[cursor.Position..]);
        return content;
    }

    private static ByteWriter Globals(BinaryModule module, IReadOnlyDictionary<int, long> values)
    {
        var content = new ByteWriter();
        content.Unsigned((uint)module.Globals.Count);
        for (var i = 0; i < module.Globals.Count; i++)
        {
            var global = module.Globals[i];
            if (!values.TryGetValue(i, out var value))
            {
                content.Bytes(global.Whole.Span);
                continue;
            }

            content.Byte(global.Type);
            content.Byte(1);
            content.Byte(global.Type switch
            {
                I32 => 0x41,
                I64 => 0x42,
                _ => throw new FunctionLoadException($"the runtime cannot be snapshotted: its mutable global {i} is no integer"),
            });
            content.Signed(value);
            content.Byte(0x0B);
        }

        return content;
    }

    private static ByteWriter Data(ReadOnlySpan<byte> memory)
    {
        var runs = NonZeroRuns(memory);
        var content = new ByteWriter();
        content.Unsigned((uint)runs.Count);
        foreach (var (start, length) in runs)
        {
            content.Unsigned(0);
            content.Byte(0x41);
            content.Signed(start);
            content.Byte(0x0B);
            content.Unsigned((uint)length);
            content.Bytes(memory.Slice(start, length));
        }

        return content;
    }

    // Looks at eight bytes at a time; a memory is a whole number of pages.
    private static List<(int Start, int Length)> NonZeroRuns(ReadOnlySpan<byte> memory)
    {
        var runs = new List<(int Start, int Length)>();
        var words = MemoryMarshal.Cast<byte, ulong>(memory);
        var position = 0;
        while (words[position..].IndexOfAnyExcept(0UL) is var skipped and >= 0)
        {
            var start = position + skipped;
            var end = start + 1;
            for (var next = end; next < words.Length && next - end < SmallestGap / sizeof(ulong); next++)
            {
                if (words[next] != 0)
                    end = next + 1;
            }

            runs.Add((start * sizeof(ulong), (end - start) * sizeof(ulong)));
            position = end;
            if (position == words.Length)
                break;
        }

        return runs;
    }
}
