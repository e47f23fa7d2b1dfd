using System.Diagnostics;
using System.Globalization;

namespace Wasmill.Bench.Machine;

/// <summary>The disk that folders take.</summary>
internal static class DiskUsage
{
    /// <summary>Returns the blocks of all files of some folders, in MiB; a file with several names counts once.</summary>
    public static async Task<double> MeasureAsync(params string[] folders)
    {
        const double KibPerMib = 1024;
        var start = new ProcessStartInfo("du", ["-skc", "--", .. folders]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(output.TrimEnd().Split('\n')[^1].Split('\t')[0], CultureInfo.InvariantCulture) / KibPerMib;
    }

    /// <summary>Returns the bytes that are free on the disk of a folder.</summary>
    public static long Free(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
