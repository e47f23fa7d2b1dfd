using System.Globalization;

namespace Wasmill.Commands.SeeItWork.Machine;

/// <summary>The limits of the control group of this process, and of its parents, in either version of Linux's control groups.</summary>
/// <param name="groups">The file that names the groups, <c>/proc/self/cgroup</c>.</param>
/// <param name="root">The folder where they are mounted, <c>/sys/fs/cgroup</c>.</param>
internal sealed class ControlGroup(string groups = "/proc/self/cgroup", string root = "/sys/fs/cgroup")
{
    // Version 1 writes this, rounded to pages, for "no limit".
    private const long Unlimited = long.MaxValue >> 1;

    /// <summary>Returns the lowest limit of memory in bytes; null for none.</summary>
    public long? ReadMemoryBytes()
        => Read("", "memory.max", text => ParseNumber(text))
            .Concat(Read("memory", "memory.limit_in_bytes", text => ParseNumber(text)))
            .Where(bytes => bytes < Unlimited)
            .Min();

    /// <summary>Returns the lowest quota of processor time, in processors; null for none.</summary>
    public double? ReadProcessors()
        => Read("", "cpu.max", ParseQuota).Concat(Read("cpu", "cpu.cfs_quota_us", ParseOldQuota)).Min();

    private static long? ParseNumber(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "max 100000" or "50000 100000": microseconds in each period.
    private static double? ParseQuota(string text)
        => text.Split(' ') is [var quota, var period] && ParseNumber(quota) is { } used && ParseNumber(period) is > 0 and { } all
            ? (double)used / all
            : null;

    // The period is in a file of its own, and 100 ms unless somebody has changed it.
    private static double? ParseOldQuota(string text) => ParseNumber(text) is { } used ? used / 100_000.0 : null;

    // Of the group and its parents: in a container the group of the process may not be visible, and the mounted root is its own.
    private IEnumerable<T?> Read<T>(string controller, string file, Func<string, T?> parse)
        where T : struct
    {
        var folder = Path.Combine(root, controller);
        for (var group = GroupOf(controller); group is not null; group = Path.GetDirectoryName(group))
        {
            var path = Path.Combine(folder, group.TrimStart('/'), file);
            if (File.Exists(path))
                yield return parse(File.ReadAllText(path).Trim());
        }
    }

    // A line is "0::/group" in version 2, "4:memory:/group" or "5:cpu,cpuacct:/group" in version 1.
    private string? GroupOf(string controller)
        => File.Exists(groups)
            ? File.ReadLines(groups)
                .Select(line => line.Split(':', 3))
                .FirstOrDefault(parts => parts.Length == 3 && parts[1].Split(',').Contains(controller))?[2]
            : null;
}
