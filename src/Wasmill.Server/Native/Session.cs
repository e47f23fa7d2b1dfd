using System.Runtime.InteropServices;

namespace Wasmill.Server.Native;

/// <summary>The terminal session of this process.</summary>
internal static partial class Session
{
    /// <summary>
    /// Starts a new session, so that Ctrl-C and the end of the terminal do not reach this process.
    /// Does nothing on systems without sessions.
    /// </summary>
    public static void Leave()
    {
        // It fails when this process already leads its group. In the case that matters it then has its own session:
        // it was started by setsid.
        if (!OperatingSystem.IsWindows())
            _ = SetSid();
    }

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSid();
}
