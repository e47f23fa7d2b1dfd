using System.Buffers.Binary;
using System.Text;

namespace Wasmill.Apps.Tests.HostCalls;

/// <summary>The memory of a guest after its calls.</summary>
internal sealed class GuestImage(ReadOnlyMemory<byte> memory)
{
    public byte U8(int address) => memory.Span[address];

    public int I32(int address) => BinaryPrimitives.ReadInt32LittleEndian(memory.Span[address..]);

    public long I64(int address) => BinaryPrimitives.ReadInt64LittleEndian(memory.Span[address..]);

    public double F64(int address) => BinaryPrimitives.ReadDoubleLittleEndian(memory.Span[address..]);

    /// <summary>The bytes whose address and length are at an address.</summary>
    public ReadOnlySpan<byte> List(int address) => memory.Span.Slice(I32(address), I32(address + 4));

    /// <summary>The text whose address and length are at an address.</summary>
    public string Text(int address) => Encoding.UTF8.GetString(List(address));

    /// <summary>The addresses of the records whose address and number are at an address.</summary>
    public IEnumerable<int> Records(int address, int size)
        => Enumerable.Range(0, I32(address + 4)).Select(index => I32(address) + index * size);
}
