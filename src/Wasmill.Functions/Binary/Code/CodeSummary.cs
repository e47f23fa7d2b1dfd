namespace Wasmill.Functions.Binary.Code;

/// <summary>What the code of a module can change besides the content of its memory and its globals.</summary>
/// <param name="GrowsMemory">It has a <c>memory.grow</c>.</param>
/// <param name="WritesTables">It has an instruction that changes a table.</param>
/// <param name="UsesPassiveSegments">It has an instruction that reads or drops a passive segment.</param>
/// <param name="HasUnknown">It has an instruction that Wasmill does not know, so that nothing else here is certain.</param>
internal sealed record CodeSummary(bool GrowsMemory, bool WritesTables, bool UsesPassiveSegments, bool HasUnknown)
{
    /// <summary>Reads all function bodies of a module.</summary>
    /// <exception cref="MalformedModuleException">The code section is malformed.</exception>
    public static CodeSummary Read(BinaryModule module)
    {
        var (grows, writes, segments, unknown) = (false, false, false, false);
        var section = module.Find(SectionId.Code).Span;
        if (section.IsEmpty)
            return new CodeSummary(grows, writes, segments, unknown);
        var bodies = new ByteCursor(section);
        for (var count = bodies.ReadCount(); count > 0; count--)
        {
            var body = bodies.ReadBytes(bodies.ReadCount());
            var reader = new InstructionReader(body[LocalsLength(body)..]);
            while (reader.TryNext(out var opcode))
            {
                switch (opcode)
                {
                    case Opcode.MemoryGrow:
                        grows = true;
                        break;
                    case Opcode.TableSet or Opcode.TableGrow or Opcode.TableFill or Opcode.TableCopy or Opcode.TableInit:
                        writes = true;
                        break;
                    case Opcode.MemoryInit or Opcode.DataDrop or Opcode.ElementDrop:
                        segments = true;
                        break;
                }
            }

            unknown |= reader.Unknown;
        }

        return new CodeSummary(grows, writes, segments, unknown);
    }

    /// <summary>Computes the length of the locals at the beginning of a function body.</summary>
    public static int LocalsLength(ReadOnlySpan<byte> body)
    {
        var cursor = new ByteCursor(body);
        for (var groups = cursor.ReadCount(); groups > 0; groups--)
        {
            cursor.SkipNumber();
            // The type: one byte, or two if it is a typed reference.
            if (cursor.ReadByte() is 0x63 or 0x64)
                cursor.SkipNumber();
        }

        return cursor.Position;
    }
}
