using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary>How the system schedules one thread. Linux only: elsewhere a thread has no number here, and nothing is changed.</summary>
internal static partial class ThreadSchedule
{
    // setpriority(2): PRIO_PROCESS, which on Linux means the one thread of that number.
    private const int OneThread = 0;

    // Each step is worth 1.25 in the share of a busy core: 1.25^10 is 9.3.
    private const int GivingWay = 10;

    // The clock of a thread by its number: the inverted number shifted by three, then per thread (4) and what the scheduler counts (2).
    private const int ThreadClock = 4 | 2;

    /// <summary>The system's number of the calling thread; 0 where there is none.</summary>
    public static int CurrentThread() => OperatingSystem.IsLinux() ? GetThreadId() : 0;

    /// <summary>Gives a thread a ninth of the share of the others, for good: a process without privileges cannot take that back.</summary>
    /// <returns>Whether the system did.</returns>
    public static bool TryGiveWay(int thread) => SetPriority(OneThread, thread, GivingWay) == 0;

    /// <summary>The processor time that a thread has used.</summary>
    /// <returns>Null when it has ended.</returns>
    public static TimeSpan? ProcessorTime(int thread)
        => GetTime((~thread << 3) | ThreadClock, out var time) == 0 ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000) : null;

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThreadId();

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out SystemTime time);
}
