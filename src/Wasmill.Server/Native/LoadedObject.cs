using System.Runtime.InteropServices;

namespace Wasmill.Server.Native;

// Tested by: LoadedObjectsTests
/// <summary>A program or library that the loader has mapped: the beginning of <c>struct dl_phdr_info</c> of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LoadedObject
{
    /// <summary>The address that those of its segments are relative to.</summary>
    public nuint Base;

    /// <summary>The path, which ends with a zero; empty for the program itself.</summary>
    public byte* Name;

    /// <summary>The segments.</summary>
    public LoadedSegment* Segments;

    /// <summary>The number of segments.</summary>
    public ushort SegmentCount;
}
