namespace Wasmill.Bench.Machine;

/// <summary>The load of the machine, including this benchmark.</summary>
internal static class LoadAverage
{
    /// <summary>Reads the load average of the last minute from the kernel.</summary>
    public static string Now => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
