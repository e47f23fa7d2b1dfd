namespace Wasmill.Functions.Native;

/// <summary>What an <see cref="ExternalItem"/> is.</summary>
internal enum ExternalItemKind : byte
{
    Function = 0,
    Global = 1,
    Table = 2,
    Memory = 3,
    SharedMemory = 4,
}
