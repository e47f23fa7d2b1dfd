using System.Diagnostics;

namespace Wasmill.Acceptance;

/// <summary>Abilities of the machine that some tests need.</summary>
internal static class Namespaces
{
    /// <summary>Whether this user may mount file systems in a namespace.</summary>
    public static bool CanMount() => Succeeds("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt");

    /// <summary>Whether a program can be run and ends with 0.</summary>
    public static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
