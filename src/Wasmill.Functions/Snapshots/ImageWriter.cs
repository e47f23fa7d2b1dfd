using System.Runtime.InteropServices;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Snapshots;

// Tested by: ModuleSnapshotterTests
/// <summary>
/// Writes a copy of a module with new memory content and new values of its globals. All other sections are copied byte for byte.
/// </summary>
internal static class ImageWriter
{
    private const int PageBytes = 64 << 10;
    private const byte I32 = 0x7F;
    private const byte I64 = 0x7E;

    // A segment costs about 8 bytes of module and an entry in the engine: shorter runs of zeros are cheaper than another segment.
    private const int SmallestGap = 64;

    /// <summary>
    /// Writes the module: (1) find the parts of the memory that are not zero; (2) list the other sections, copied or rewritten; (3) join
    /// everything in one array of the exact size: an image is megabytes, and a growing buffer would touch three times the memory.
    /// </summary>
    /// <param name="module">The module.</param>
    /// <param name="memory">The new content of its memory.</param>
    /// <param name="globals">The new values of its mutable globals by number.</param>
    /// <param name="trailer">Custom sections to append.</param>
    public static byte[] Write(
        BinaryModule module, GuestMemory memory, IReadOnlyDictionary<int, long> globals, ReadOnlyMemory<byte> trailer)
    {
        // 1
        memory.TrySlice(0, (uint)memory.Length, out var content);
        var heads = new ModuleWriter();
        var segments = Segments(content, heads);

        // 2
        List<ReadOnlyMemory<byte>> before = [BinaryModule.Preamble.ToArray()], after = [];
        var parts = before;
        foreach (var section in module.Sections)
        {
            switch (section.Id)
            {
                case SectionId.Memory:
                    parts.Add(Section(SectionId.Memory, Memory(section, content.Length / PageBytes)));
                    break;
                case SectionId.Global:
                    parts.Add(Section(SectionId.Global, Globals(module, globals)));
                    break;
                case SectionId.Data:
                    parts.Add(DataHead(segments));
                    parts = after;
                    break;
                // The start function has already run. A data count is for instructions that name passive segments; there are none.
                case SectionId.Start or SectionId.DataCount:
                    break;
                default:
                    parts.Add(section.Whole);
                    break;
            }
        }

        after.Add(trailer);

        // 3
        var image = GC.AllocateUninitializedArray<byte>(
            before.Sum(part => part.Length) + DataLength(segments) + after.Sum(part => part.Length));
        var rest = image.AsSpan();
        foreach (var part in before)
            rest = Put(part.Span, rest);
        var nextHead = heads.Written;
        foreach (var segment in segments)
        {
            rest = Put(nextHead[..segment.HeadLength], rest);
            rest = Put(content.Slice(segment.Start, segment.Length), rest);
            nextHead = nextHead[segment.HeadLength..];
        }

        foreach (var part in after)
            rest = Put(part.Span, rest);
        return image;
    }

    private static Span<byte> Put(ReadOnlySpan<byte> part, Span<byte> place)
    {
        part.CopyTo(place);
        return place[part.Length..];
    }

    private static byte[] Section(SectionId id, ModuleWriter content)
    {
        var section = new ModuleWriter();
        section.Section(id, content);
        return section.ToArray();
    }

    private static ModuleWriter Memory(ModuleSection section, int pages)
    {
        var cursor = new ByteCursor(section.Content.Span);
        cursor.ReadCount();
        var flags = cursor.ReadByte();
        cursor.ReadUnsigned();

        var content = new ModuleWriter();
        content.Unsigned(1);
        content.Byte(flags);
        content.Unsigned((uint)pages);
        content.Bytes(section.Content.Span[cursor.Position..]);
        return content;
    }

    private static ModuleWriter Globals(BinaryModule module, IReadOnlyDictionary<int, long> values)
    {
        var content = new ModuleWriter();
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
                _ => throw new FunctionLoadException($"the runtime cannot be snapshotted: its mutable global {i} is not an integer"),
            });
            content.Signed(value);
            content.Byte(0x0B);
        }

        return content;
    }

    private static int DataLength(List<DataSegment> segments) => segments.Sum(segment => segment.HeadLength + segment.Length);

    // The head of the section, which the segments follow.
    private static byte[] DataHead(List<DataSegment> segments)
    {
        var count = new ModuleWriter();
        count.Unsigned((uint)segments.Count);
        var head = new ModuleWriter();
        head.SectionHead(SectionId.Data, count.Written.Length + DataLength(segments));
        head.Bytes(count.Written);
        return head.ToArray();
    }

    // Compares eight bytes at a time; a memory is a whole number of pages.
    private static List<DataSegment> Segments(ReadOnlySpan<byte> memory, ModuleWriter heads)
    {
        var segments = new List<DataSegment>();
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

            segments.Add(Segment(start * sizeof(ulong), (end - start) * sizeof(ulong), heads));
            position = end;
            if (position == words.Length)
                break;
        }

        return segments;
    }

    private static DataSegment Segment(int start, int length, ModuleWriter heads)
    {
        var before = heads.Written.Length;
        heads.Unsigned(0);
        heads.Byte(0x41);
        heads.Signed(start);
        heads.Byte(0x0B);
        heads.Unsigned((uint)length);
        return new DataSegment(start, length, heads.Written.Length - before);
    }
}
