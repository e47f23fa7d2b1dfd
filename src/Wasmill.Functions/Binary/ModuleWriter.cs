using System.Buffers;
using System.Text;

namespace Wasmill.Functions.Binary;

// Tested by: ModuleInspectorTests, ModuleSnapshotterTests
/// <summary>Writes the primitives of the binary format (core specification 5.2) to a growing buffer.</summary>
internal sealed class ModuleWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>Everything written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value) => _buffer.Write([value]);

    /// <summary>Writes bytes unchanged.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    /// <summary>Writes an unsigned LEB128 number.</summary>
    public void Unsigned(uint value)
    {
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    /// <summary>Writes a signed LEB128 number.</summary>
    public void Signed(long value)
    {
        while (true)
        {
            var part = (byte)(value & 0x7F);
            value >>= 7;
            var last = value == 0 && (part & 0x40) == 0 || value == -1 && (part & 0x40) != 0;
            Byte(last ? part : (byte)(part | 0x80));
            if (last)
                return;
        }
    }

    /// <summary>Writes a name: its length and its UTF-8 bytes.</summary>
    public void Name(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        Unsigned((uint)bytes.Length);
        Bytes(bytes);
    }

    /// <summary>Writes a whole section: number, length, content.</summary>
    public void Section(SectionId id, ModuleWriter content)
    {
        SectionHead(id, content.Written.Length);
        Bytes(content.Written);
    }

    /// <summary>Writes the head of a section whose content follows: number and length.</summary>
    public void SectionHead(SectionId id, int length)
    {
        Byte((byte)id);
        Unsigned((uint)length);
    }

    /// <summary>Copies everything written so far.</summary>
    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
