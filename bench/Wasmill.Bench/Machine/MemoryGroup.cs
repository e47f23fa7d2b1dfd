using System.Diagnostics;
using System.Globalization;

namespace Wasmill.Bench.Machine;

/// <summary>A memory cgroup (version 1) with a limit, which counts the memory and the page cache of the processes in it.</summary>
internal sealed class MemoryGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup/memory";
    private const double BytesPerMebibyte = 1 << 20;

    private readonly string _folder = $"{Root}/wasmill-bench-{Environment.ProcessId}";

    private MemoryGroup(long bytes)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText($"{_folder}/memory.limit_in_bytes", bytes.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The page cache of files that a process of the group was the first to touch, in MiB.</summary>
    public double Cache => Statistic("cache");

    /// <summary>The memory of the kernel for the group, such as page tables, in MiB.</summary>
    public double Kernel => Number("memory.kmem.usage_in_bytes") / BytesPerMebibyte;

    /// <summary>All memory that counts for the limit, in MiB.</summary>
    public double All => Number("memory.usage_in_bytes") / BytesPerMebibyte;

    /// <summary>The times that the limit was reached and the kernel took back page cache, or ended a process.</summary>
    public long Reached => (long)Number("memory.failcnt");

    /// <summary>The number of processes that the kernel ended because of the limit.</summary>
    public long Killed => (long)Statistic("oom_kill", "memory.oom_control", 1);

    /// <summary>Creates a group.</summary>
    /// <param name="bytes">The limit.</param>
    /// <param name="reason">Why there is none, if it cannot be created.</param>
    public static MemoryGroup? TryCreate(long bytes, out string reason)
    {
        reason = "";
        try
        {
            if (File.Exists($"{Root}/memory.limit_in_bytes"))
                return new MemoryGroup(bytes);
            reason = $"this machine has no memory cgroup (version 1) at {Root}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reason = error.Message;
        }

        return null;
    }

    /// <summary>Returns the start of a process that belongs to the group from its first page on.</summary>
    public ProcessStartInfo Start(string program, IEnumerable<string> arguments)
        => new("sh", ["-c", $"echo $$ > {_folder}/cgroup.procs && exec \"$@\"", "sh", program, .. arguments]);

    /// <summary>Removes the group, whose processes have ended.</summary>
    public void Dispose() => Directory.Delete(_folder);

    private double Statistic(string name, string file = "memory.stat", double unit = BytesPerMebibyte)
    {
        var line = File.ReadLines($"{_folder}/{file}").FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) / unit;
    }

    private double Number(string file) => double.Parse(File.ReadAllText($"{_folder}/{file}"), CultureInfo.InvariantCulture);
}
