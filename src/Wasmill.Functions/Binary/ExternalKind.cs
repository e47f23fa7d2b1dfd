namespace Wasmill.Functions.Binary;

/// <summary>The kind of an import or export (core specification 5.5.5).</summary>
internal enum ExternalKind : byte
{
    Function = 0,
    Table = 1,
    Memory = 2,
    Global = 3,
    Tag = 4,
}
