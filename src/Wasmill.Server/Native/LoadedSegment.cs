using System.Runtime.InteropServices;

namespace Wasmill.Server.Native;

// Tested by: LoadedObjectsTests
/// <summary>A segment of a program or library: <c>Elf64_Phdr</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LoadedSegment
{
    // PT_LOAD and PF_W.
    private const uint Load = 1;
    private const uint Writable = 2;

    /// <summary>What the segment is for.</summary>
    public uint Type;

    /// <summary>The access to its pages.</summary>
    public uint Flags;

    /// <summary>The place in the file.</summary>
    public ulong Offset;

    /// <summary>The address, relative to that of the object.</summary>
    public nuint Address;

    /// <summary>Unused.</summary>
    public nuint PhysicalAddress;

    /// <summary>The number of bytes in the file.</summary>
    public nuint FileBytes;

    /// <summary>The number of bytes in memory.</summary>
    public nuint MemoryBytes;

    /// <summary>The alignment.</summary>
    public nuint Alignment;

    /// <summary>
    /// Whether its pages are those of the file: code and constants. Relocated data lies in a segment that is writable at first.
    /// </summary>
    public readonly bool IsFileOnly => Type == Load && (Flags & Writable) == 0;
}
