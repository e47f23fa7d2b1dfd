namespace Wasmill.Bench.Machine;

/// <summary>How busy the machine is, this benchmark included.</summary>
internal static class LoadAverage
{
    /// <summary>The average of the last minute, as the kernel writes it.</summary>
    public static string Now => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
