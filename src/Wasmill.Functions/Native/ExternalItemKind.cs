namespace Wasmill.Functions.Native;

/// <summary>The kind of an <see cref="ExternalItem"/>.</summary>
internal enum ExternalItemKind : byte
{
    Function = 0,
    Global = 1,
    Table = 2,
    Memory = 3,
    SharedMemory = 4,
}
