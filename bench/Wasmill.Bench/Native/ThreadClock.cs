using System.Runtime.InteropServices;

namespace Wasmill.Bench.Native;

/// <summary>The processor time of the calling thread, which excludes other processes on the machine.</summary>
internal static partial class ThreadClock
{
    // CLOCK_THREAD_CPUTIME_ID on Linux.
    private const int ThreadProcessorTime = 3;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds of processor time since the thread started.</summary>
    public static long Now => GetTime(ThreadProcessorTime, out var time) == 0
        ? time.Seconds * NanosecondsPerSecond + time.Nanoseconds
        : throw new PlatformNotSupportedException("this system does not tell the processor time of a thread");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
