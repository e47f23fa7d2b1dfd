using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

// Tested by: ThreadPlacementTests
/// <summary>Linux's calls for the processor of a thread. Thread 0 is the one that calls.</summary>
internal static partial class ProcessorApi
{
    /// <summary>Returns the processor of this thread.</summary>
    /// <returns>-1 if the kernel has no such call.</returns>
    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    [SuppressGCTransition]
    public static partial int Current();

    /// <summary>Reads the processors on which a thread may run, one bit for each.</summary>
    /// <returns>A negative number if the mask is too small for the machine.</returns>
    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    public static partial int GetAffinity(int thread, nuint bytes, ref byte mask);

    /// <summary>Sets the processors on which a thread may run, and moves it if it runs on another one.</summary>
    /// <returns>0, or -1 if the kernel refuses.</returns>
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    public static partial int SetAffinity(int thread, nuint bytes, ref byte mask);
}
