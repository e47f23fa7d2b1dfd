using System.Runtime.InteropServices;

namespace Wasmill.Server.Native;

// Tested by: LifeCycleTests
/// <summary>The standard output and error of this process.</summary>
internal static partial class StandardStreams
{
    private const int Output = 1;
    private const int Error = 2;

    // open(2) of Linux and macOS: O_WRONLY 1; O_CREAT and O_TRUNC are left to the caller, whose numbers differ.
    private const int WriteOnly = 1;

    /// <summary>
    /// Sends what the process and its runtime write from now on into a file, or nowhere when the file cannot be opened.
    /// Does nothing on Windows.
    /// </summary>
    /// <param name="path">The file; it exists, or what is written is dropped.</param>
    public static void MoveTo(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var file = Open(path, WriteOnly);
        if (file < 0)
            file = Open("/dev/null", WriteOnly);
        if (file < 0)
            return;
        _ = Duplicate(file, Output);
        _ = Duplicate(file, Error);
        _ = Close(file);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
