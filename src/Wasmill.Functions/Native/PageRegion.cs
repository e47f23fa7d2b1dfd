using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary><c>struct page_region</c> of Linux: a run of pages of the same categories.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PageRegion
{
    public ulong Start;
    public ulong End;
    public ulong Categories;
}
