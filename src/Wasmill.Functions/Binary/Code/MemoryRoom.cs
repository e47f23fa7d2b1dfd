namespace Wasmill.Functions.Binary.Code;

// Tested by: MemoryRoomTests
/// <summary>
/// Gives the memory of a module room to grow into, so that it neither changes the protection of pages when it grows nor has to shrink when
/// its instance is restored. The memory has its room from the start; its size, as the code sees it, is a global, which
/// <c>memory.size</c> reads and <c>memory.grow</c> changes. What lies in the room is zero until the code has grown there.
/// </summary>
/// <remarks>
/// The size and every failure to grow are exactly those of the original. <c>memory.fill</c> and <c>memory.copy</c> are checked against
/// that size; a single load or store that misses the memory by less than the room does not trap, in any instance of the module. The host
/// must set the size before the first call: the code must not depend on it, so that apps on one runtime share their code.
/// </remarks>
internal static class MemoryRoom
{
    /// <summary>The name of the export of the size in pages.</summary>
    public const string SizeExport = "wasmill:memory-pages";

    private const byte I32 = 0x7F;
    private const byte FunctionType = 0x60;
    private const uint MostPages = 65_536;
    private const byte HasMaximum = 1;

    // The highest address: a load there misses every memory of 32 bits that is not full.
    private const int Nowhere = -1;

    /// <summary>Rewrites a module.</summary>
    /// <param name="module">A module that defines one memory.</param>
    /// <param name="roomPages">The room in pages of 64 KiB.</param>
    /// <returns>Null if the module has types or limits that are unknown to this version.</returns>
    public static ReadOnlyMemory<byte>? Add(BinaryModule module, uint roomPages)
    {
        var types = Section(module, SectionId.Type);
        var memory = new ByteCursor(module.Find(SectionId.Memory).Span);
        if (types.Count != module.FunctionTypes.Count || memory.AtEnd || memory.ReadCount() != 1)
            return null;
        var flags = memory.ReadByte();
        var initial = memory.ReadUnsigned();
        if (flags > HasMaximum)
            return null;
        var most = flags == HasMaximum ? Math.Min(memory.ReadUnsigned(), MostPages) : MostPages;
        var room = Math.Min(roomPages, most - Math.Min(initial, most));

        var functions = Section(module, SectionId.Function);
        var firstFunction = (uint)(module.CountImports(ExternalKind.Function) + functions.Count);
        var size = (uint)(module.CountImports(ExternalKind.Global) + module.Globals.Count);
        var calls = new Calls(size, firstFunction, firstFunction + 1, firstFunction + 2);
        var firstType = (uint)types.Count;

        var sections = new SortedDictionary<int, ReadOnlyMemory<byte>>();
        foreach (var section in module.Sections.Where(section => section.Id != SectionId.Custom))
            sections[Order(section.Id)] = section.Whole;
        void Put(SectionId id, ModuleWriter content)
        {
            var writer = new ModuleWriter();
            writer.Section(id, content);
            sections[Order(id)] = writer.ToArray();
        }

        // Types: (i32) -> i32 for grow, (i32 i32 i32) -> () for fill and copy.
        Put(SectionId.Type, types.Append(2, [FunctionType, 1, I32, 1, I32, FunctionType, 3, I32, I32, I32, 0]));
        var indices = new ModuleWriter();
        indices.Unsigned(firstType);
        indices.Unsigned(firstType + 1);
        indices.Unsigned(firstType + 1);
        Put(SectionId.Function, functions.Append(3, indices.Written));
        Put(SectionId.Memory, WriteMemory(flags, initial + room, most));
        var global = new ModuleWriter();
        global.Bytes([I32, 1, 0x41, 0, 0x0B]);
        Put(SectionId.Global, Section(module, SectionId.Global).Append(1, global.Written));
        var export = new ModuleWriter();
        export.Name(SizeExport);
        export.Byte((byte)ExternalKind.Global);
        export.Unsigned(size);
        Put(SectionId.Export, Section(module, SectionId.Export).Append(1, export.Written));
        if (WriteCode(module, calls, most) is not { } code)
            return null;
        Put(SectionId.Code, code);
        return ModuleParts.Join([BinaryModule.Preamble.ToArray(), .. sections.Values]);
    }

    private static Part Section(BinaryModule module, SectionId id)
    {
        var content = module.Find(id);
        if (content.IsEmpty)
            return new Part(0, default);
        var cursor = new ByteCursor(content.Span);
        var count = cursor.ReadCount();
        return new Part(count, content[cursor.Position..]);
    }

    private static ModuleWriter WriteMemory(byte flags, uint pages, uint most)
    {
        var content = new ModuleWriter();
        content.Unsigned(1);
        content.Byte(flags);
        content.Unsigned(pages);
        if (flags == HasMaximum)
            content.Unsigned(most);
        return content;
    }

    private static ModuleWriter? WriteCode(BinaryModule module, Calls calls, uint most)
    {
        var section = module.Find(SectionId.Code).Span;
        var bodies = new ByteCursor(section);
        var count = bodies.ReadCount();
        var content = new ModuleWriter();
        content.Unsigned((uint)count + 3);
        for (; count > 0; count--)
        {
            if (!TryWriteBody(content, bodies.ReadBytes(bodies.ReadCount()), calls))
                return null;
        }

        WriteBody(content, Grow(calls.Size, most));
        WriteBody(content, Checked(calls.Size, [0xFC, 0x0B, 0], source: false));
        WriteBody(content, Checked(calls.Size, [0xFC, 0x0A, 0, 0], source: true));
        return content;
    }

    private static bool TryWriteBody(ModuleWriter content, ReadOnlySpan<byte> body, Calls calls)
    {
        var start = CodeSummary.LocalsLength(body);
        var reader = new InstructionReader(body[start..]);
        ModuleWriter? rewritten = null;
        var copied = 0;
        for (var before = start; reader.TryNext(out var opcode); before = start + reader.Position)
        {
            var (instruction, index) = opcode switch
            {
                Opcode.MemorySize => (0x23, calls.Size),
                Opcode.MemoryGrow => (0x10, calls.Grow),
                Opcode.MemoryFill => (0x10, calls.Fill),
                Opcode.MemoryCopy => (0x10, calls.Copy),
                _ => (0, 0u),
            };
            if (instruction == 0)
                continue;
            rewritten ??= new ModuleWriter();
            rewritten.Bytes(body[copied..before]);
            rewritten.Byte((byte)instruction);
            rewritten.Unsigned(index);
            copied = start + reader.Position;
        }

        if (rewritten is null)
        {
            WriteBody(content, body);
        }
        else
        {
            rewritten.Bytes(body[copied..]);
            WriteBody(content, rewritten.Written);
        }

        return !reader.Unknown;
    }

    private static void WriteBody(ModuleWriter content, ReadOnlySpan<byte> body)
    {
        content.Unsigned((uint)body.Length);
        content.Bytes(body);
    }

    // (1) The new size, in 64 bits; beyond the maximum it fails. (2) Beyond the room, the memory itself grows, or fails. (3) The size is
    // stored, the old one returned.
    private static byte[] Grow(uint size, uint most)
    {
        var body = new ModuleWriter();
        void I(params ReadOnlySpan<byte> bytes) => body.Bytes(bytes);
        void Size(byte instruction)
        {
            body.Byte(instruction);
            body.Unsigned(size);
        }

        // Local 1 is the new size: i64.
        I(1, 1, 0x7E);
        // 1
        Size(0x23);
        I(0xAD, 0x20, 0, 0xAD, 0x7C, 0x22, 1, 0x42);
        body.Signed(most);
        I(0x56, 0x04, 0x40, 0x41, 0x7F, 0x0F, 0x0B);
        // 2
        I(0x20, 1, 0x3F, 0, 0xAD, 0x56, 0x04, 0x40);
        I(0x20, 1, 0xA7, 0x3F, 0, 0x6B, 0x40, 0, 0x41, 0x7F, 0x46, 0x04, 0x40, 0x41, 0x7F, 0x0F, 0x0B, 0x0B);
        // 3
        Size(0x23);
        I(0x20, 1, 0xA7);
        Size(0x24);
        I(0x0B);
        return body.ToArray();
    }

    // Destination and length, and for a copy source and length, must lie within the size; then the instruction runs.
    private static byte[] Checked(uint size, ReadOnlySpan<byte> instruction, bool source)
    {
        var body = new ModuleWriter();
        body.Byte(0);
        for (byte local = 0; local <= (source ? 1 : 0); local++)
        {
            body.Bytes([0x20, local, 0xAD, 0x20, 2, 0xAD, 0x7C, 0x23]);
            body.Unsigned(size);
            body.Bytes([0xAD, 0x42, 16, 0x86, 0x56, 0x04, 0x40, 0x41]);
            body.Signed(Nowhere);
            // A load, whose trap is that of an access outside the memory.
            body.Bytes([0x2D, 0, 0, 0x1A, 0x0B]);
        }

        body.Bytes([0x20, 0, 0x20, 1, 0x20, 2]);
        body.Bytes(instruction);
        body.Byte(0x0B);
        return body.ToArray();
    }

    // The sections stand in the order of their numbers, but for Tag, which stands behind Memory, and DataCount, which stands before Code.
    private static int Order(SectionId id) => id switch
    {
        SectionId.Tag => ((int)SectionId.Memory * 2) + 1,
        SectionId.DataCount => ((int)SectionId.Code * 2) - 1,
        _ => (int)id * 2,
    };

    private readonly record struct Calls(uint Size, uint Grow, uint Fill, uint Copy);

    private readonly record struct Part(int Count, ReadOnlyMemory<byte> Entries)
    {
        public ModuleWriter Append(int count, ReadOnlySpan<byte> more)
        {
            var content = new ModuleWriter();
            content.Unsigned((uint)(Count + count));
            content.Bytes(Entries.Span);
            content.Bytes(more);
            return content;
        }
    }
}
