using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

// Tested by: ThreadPlacementTests
/// <summary>The processor of a thread. On other systems than Linux, threads stay where the system puts them.</summary>
internal static class ThreadPlacement
{
    // 1,024 processors, as in the C library's cpu_set_t. On a machine with more the kernel refuses the mask, and threads stay.
    private const int MaskBytes = 1024 / 8;

    /// <summary>The processor of this thread: 0 or more; -1 if the system does not tell.</summary>
    public static int Current => OperatingSystem.IsLinux() ? ProcessorApi.Current() : -1;

    /// <summary>
    /// Moves this thread from a processor to another one. Afterwards it may run wherever it might before, also on this processor.
    /// </summary>
    /// <returns>False if the thread may not run on another one, or the kernel refuses.</returns>
    public static bool TryLeave(int processor)
    {
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= MaskBytes * 8)
            return false;
        Span<byte> allowed = stackalloc byte[MaskBytes];
        Span<byte> others = stackalloc byte[MaskBytes];
        if (ProcessorApi.GetAffinity(0, MaskBytes, ref allowed[0]) < 0)
            return false;
        allowed.CopyTo(others);
        others[processor / 8] &= (byte)~(1 << (processor % 8));
        if (!others.ContainsAnyExcept((byte)0) || ProcessorApi.SetAffinity(0, MaskBytes, ref others[0]) != 0)
            return false;
        // What was allowed a moment ago is refused only if the machine lost these processors since; then the kernel has widened the mask.
        _ = ProcessorApi.SetAffinity(0, MaskBytes, ref allowed[0]);
        return true;
    }
}
