using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>struct pm_scan_arg</c> of Linux 6.7: the argument of <c>PAGEMAP_SCAN</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PageScan
{
    public ulong Size;
    public ulong Flags;
    public ulong Start;
    public ulong End;
    public ulong WalkEnd;
    public PageRegion* Regions;
    public ulong RegionCount;
    public ulong MostPages;
    public ulong Inverted;
    public ulong Required;
    public ulong AnyOf;
    public ulong Returned;
}
