using System.Globalization;

namespace Wasmill.Bench.Machine;

/// <summary>Resource usage of a process, as counted by the kernel.</summary>
internal static class ProcessUsage
{
    // USER_HZ: 100 on every Linux that .NET runs on, so that a tick is 10 ms.
    private const double MicrosecondsPerTick = 10_000;
    private const int UserTime = 11;
    private const int SystemTime = 12;

    /// <summary>Processor time, user and system, in microseconds.</summary>
    public static double Processor(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        // The second field is the name in parentheses, which may contain spaces: count from its end.
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[UserTime]) + Number(fields[SystemTime])) * MicrosecondsPerTick;
    }

    /// <summary>Resident memory in MiB.</summary>
    public static double Resident(int process) => Memory(process, "VmRSS:");

    /// <summary>Resident memory that no file backs, in MiB.</summary>
    public static double Anonymous(int process) => Memory(process, "RssAnon:");

    private static double Memory(int process, string field)
    {
        const double KibPerMib = 1024;
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / KibPerMib;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
