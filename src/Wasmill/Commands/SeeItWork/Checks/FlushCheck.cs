using System.Globalization;
using Wasmill.Commands.SeeItWork.Machine;
using Wasmill.Storage;

namespace Wasmill.Commands.SeeItWork.Checks;

// Tested by: MachineCheckTests
/// <summary>
/// How long a flush takes where brokers keep their events. A flush that takes less time than a disk can need was not done: the event
/// would be lost with the power.
/// </summary>
/// <param name="home">The folder of the brokers, which need not exist.</param>
/// <param name="time">The clock.</param>
internal sealed class FlushCheck(string home, TimeProvider time) : IMachineCheck
{
    private const int Rounds = 32;
    private const int WriteBytes = 4096;

    // A write reaches the fastest NVMe disk in 10 us, and a flush needs two: the data, and the journal of the file system.
    private static readonly TimeSpan Fastest = TimeSpan.FromMicroseconds(20);

    // A single sender gets 20 answers a second.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(50);

    // So that a slow disk does not hold up the command.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static readonly string[] InMemory = ["tmpfs", "ramfs"];
    private static readonly string[] OfNetwork = ["nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "9p", "fuse", "afs", "ceph", "virtiofs"];

    /// <inheritdoc />
    public string Name => "flush";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var folder = ExistingFolder.Of(home);
        try
        {
            return Task.FromResult(Judge(Measure(folder, cancellationToken), new DriveInfo(folder).DriveFormat, home));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(CheckResult.Problem(
                $"no file can be created in {folder}: {Explain(error)}", "mend that, or set another folder with WASMILL_HOME"));
        }
    }

    /// <summary>Judges the time of a flush.</summary>
    /// <param name="median">The median time of a small write and its flush.</param>
    /// <param name="system">The name of the file system.</param>
    /// <param name="folder">The folder of the brokers.</param>
    internal static CheckResult Judge(TimeSpan median, string system, string folder)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"a flush takes {Format(median)} on {system}");
        if (InMemory.Contains(system))
            return CheckResult.Warning(
                $"{folder} is on {system}, in memory: events do not survive a restart of the machine",
                "set a folder on a disk with WASMILL_HOME");
        if (median < Fastest)
            return CheckResult.Warning(
                $"{text}, which no disk can do: flushes are suspected to be ignored, and a power loss may lose events",
                "look for eatmydata, a volatile overlay, or a virtual disk with an unsafe cache");
        if (OfNetwork.Contains(system))
            return CheckResult.Warning(
                $"{text}, over the network: locks and flushes are as good as its server",
                "set a folder on a local disk with WASMILL_HOME");
        return median > Slow
            ? CheckResult.Warning(
                $"{text}: a sender that waits for each answer gets few a second",
                "use a faster disk, or --durability interval:MILLISECONDS")
            : CheckResult.Ok(text);
    }

    private TimeSpan Measure(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, $".wasmill-doctor-{Environment.ProcessId}.tmp");
        var times = new List<TimeSpan>();
        var began = time.GetTimestamp();
        try
        {
            using var file = PrivateFiles.OpenHandle(path, FileMode.CreateNew, FileShare.None);
            var block = new byte[WriteBytes];
            while (times.Count < Rounds && (times.Count == 0 || time.GetElapsedTime(began) < Longest))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var started = time.GetTimestamp();
                RandomAccess.Write(file, block, (long)times.Count * WriteBytes);
                DurableFiles.Flush(file, path);
                times.Add(time.GetElapsedTime(started));
            }
        }
        finally
        {
            File.Delete(path);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    // A file system such as /proc says of a new file that it does not exist.
    private static string Explain(Exception error)
        => error is FileNotFoundException ? "its file system does not allow it" : IoReason.Of(error);

    private static string Format(TimeSpan time)
        => time < TimeSpan.FromMilliseconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0} µs")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");
}
