using System.Runtime.InteropServices;

namespace Wasmill.Web.Native;

/// <summary>The maximum number of open files and sockets of this process.</summary>
internal static partial class DescriptorLimit
{
    // RLIMIT_NOFILE of getrlimit(2).
    private const int LinuxNumber = 7;
    private const int MacNumber = 8;

    /// <summary>Raises the soft limit to the hard limit.</summary>
    /// <returns>The resulting limit; <see cref="long.MaxValue"/> if unlimited.</returns>
    public static long Raise()
    {
        if (OperatingSystem.IsWindows())
            return long.MaxValue;
        var number = OperatingSystem.IsMacOS() ? MacNumber : LinuxNumber;
        if (Get(number, out var limit) != 0)
            return long.MaxValue;
        if (limit.Soft < limit.Hard && Set(number, limit with { Soft = limit.Hard }) == 0)
            limit = limit with { Soft = limit.Hard };
        return limit.Soft > long.MaxValue ? long.MaxValue : (long)limit.Soft;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Set(int resource, in Limit limit);

    // struct rlimit of 64-bit systems.
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
