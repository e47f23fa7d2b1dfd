using System.Runtime.InteropServices;

namespace Wasmill.Server.Native;

// Tested by: LifeCycleTests
/// <summary>The standard output and error of this process.</summary>
internal static partial class StandardStreams
{
    private const int Output = 1;
    private const int Error = 2;

    // open(2) of Linux and macOS: O_WRONLY is 1; O_CREAT and O_TRUNC have different values there, so the caller creates the file.
    private const int WriteOnly = 1;

    /// <summary>
    /// Redirects the output of the process and its runtime to a file, or discards it if the file cannot be opened.
    /// Does nothing on Windows.
    /// </summary>
    /// <param name="path">The file; it must exist, otherwise the output is discarded.</param>
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
