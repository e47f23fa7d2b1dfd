using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

// Tested by: ProcessorApiTests
/// <summary>The kernel's calls for the processor of a thread. Linux only; elsewhere threads stay where the system puts them.</summary>
internal static unsafe partial class ProcessorApi
{
    // 1,024 processors, as in the C library's cpu_set_t. A machine with more refuses the call.
    private const int MaskBytes = 1024 / 8;

    /// <summary>The processor of this thread: 0 or more; -1 if the system does not tell.</summary>
    public static int Current => OperatingSystem.IsLinux() ? CurrentProcessor() : -1;

    /// <summary>
    /// Moves this thread from a processor to another one on which it may run. Afterwards it may run wherever it might before, also on this
    /// processor.
    /// </summary>
    /// <returns>False if the thread may not run on another one, or the kernel refuses.</returns>
    public static bool TryLeave(int processor)
    {
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= MaskBytes * 8)
            return false;
        var allowed = stackalloc byte[MaskBytes];
        var others = stackalloc byte[MaskBytes];
        if (GetAffinity(0, MaskBytes, allowed) < 0)
            return false;
        var mask = new Span<byte>(others, MaskBytes);
        new ReadOnlySpan<byte>(allowed, MaskBytes).CopyTo(mask);
        mask[processor / 8] &= (byte)~(1 << (processor % 8));
        if (!mask.ContainsAnyExcept((byte)0) || SetAffinity(0, MaskBytes, others) != 0)
            return false;
        _ = SetAffinity(0, MaskBytes, allowed);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    [SuppressGCTransition]
    private static partial int CurrentProcessor();

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint bytes, byte* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint bytes, byte* mask);
}
