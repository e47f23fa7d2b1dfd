using System.Diagnostics;
using System.Globalization;

namespace Wasmill.Acceptance.Crashes;

/// <summary>
/// A mounted file system that forgets what was not flushed when its power is cut (<c>tests/powerloss/forgetful.c</c>).
/// Needs root, a C compiler and libfuse 3.
/// </summary>
internal sealed class ForgetfulDisk : IAsyncDisposable
{
    private readonly string _place;
    private readonly Process _server;

    private ForgetfulDisk(string place, Process server)
    {
        _place = place;
        _server = server;
    }

    /// <summary>A folder on the disk; it does not exist yet.</summary>
    public string Folder => Path.Combine(Mount, "home");

    private string Mount => Path.Combine(_place, "mount");

    private string Power => Path.Combine(Mount, ".power");

    /// <summary>Builds and mounts the file system.</summary>
    /// <returns>Null when this machine lacks what it needs.</returns>
    public static async Task<ForgetfulDisk?> MountAsync()
    {
        var place = Directory.CreateTempSubdirectory("wasmill-forgetful-").FullName;
        var program = Path.Combine(place, "forgetful");
        var source = Path.Combine(Repository.Root, "tests", "powerloss", "forgetful.c");
        if (!await SucceedsAsync("/bin/sh", "-c", $"cc -O1 -o '{program}' '{source}' $(pkg-config --cflags --libs fuse3)"))
        {
            Directory.Delete(place, recursive: true);
            return null;
        }

        var disk = new ForgetfulDisk(
            place, Process.Start(new ProcessStartInfo(program, [Directory.CreateDirectory(Path.Combine(place, "mount")).FullName]))!);
        // A mount cannot be awaited; it takes milliseconds, or the server ends.
        while (!File.Exists(disk.Power) && !disk._server.HasExited)
            await Task.Delay(5);
        if (!disk._server.HasExited)
            return disk;
        await disk.DisposeAsync();
        return null;
    }

    /// <summary>Forgets what was not flushed. No process may have a file of the disk open.</summary>
    /// <param name="seed">0: all of it. Otherwise chance decides for names and for each file.</param>
    public void CutPower(int seed) => File.WriteAllText(Power, string.Create(CultureInfo.InvariantCulture, $"cut {seed}"));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await SucceedsAsync("umount", "-l", Mount);
        await _server.WaitForExitAsync();
        _server.Dispose();
        Directory.Delete(_place, recursive: true);
    }

    private static async Task<bool> SucceedsAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
