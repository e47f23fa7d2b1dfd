namespace Wasmill.Functions.Binary.Code;

/// <summary>
/// The instructions that Wasmill looks for, by their number in the binary format (core specification 5.4). An instruction with a prefix
/// byte has the number <c>prefix &lt;&lt; 16 | subopcode</c>.
/// </summary>
internal enum Opcode
{
    TableSet = 0x26,
    MemorySize = 0x3F,
    MemoryGrow = 0x40,
    MemoryInit = 0xFC << 16 | 8,
    DataDrop = 0xFC << 16 | 9,
    MemoryCopy = 0xFC << 16 | 10,
    MemoryFill = 0xFC << 16 | 11,
    TableInit = 0xFC << 16 | 12,
    ElementDrop = 0xFC << 16 | 13,
    TableCopy = 0xFC << 16 | 14,
    TableGrow = 0xFC << 16 | 15,
    TableFill = 0xFC << 16 | 17,
}
