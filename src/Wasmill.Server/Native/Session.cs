using System.Runtime.InteropServices;

namespace Wasmill.Server.Native;

/// <summary>The terminal session of this process.</summary>
internal static partial class Session
{
    /// <summary>
    /// Leaves the terminal's session, so that Ctrl-C and the end of the terminal do not reach this process.
    /// Does nothing where there are no sessions.
    /// </summary>
    public static void Leave()
    {
        // It fails when this process leads its group already, and then it has a session of its own in the case that matters:
        // it was started by setsid.
        if (!OperatingSystem.IsWindows())
            _ = SetSid();
    }

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSid();
}
