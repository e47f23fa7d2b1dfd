using Microsoft.Win32.SafeHandles;
using Wasmill.Storage.Native;

namespace Wasmill.Storage;

/// <summary>File operations whose effect survives a power loss once they have returned.</summary>
public static class DurableFiles
{
    /// <summary>Flushes a file's content to the disk.</summary>
    /// <param name="handle">The open file.</param>
    /// <param name="path">The path of the file, for the error message.</param>
    /// <exception cref="IOException">The system refused; its reason is in the message. The content of the disk is unknown.</exception>
    public static void Flush(SafeFileHandle handle, string path) => DiskSync.FlushFile(handle, path);

    /// <summary>
    /// Flushes the names in a folder: creations, renames and removals. Does nothing on Windows, where the file system journal covers them.
    /// </summary>
    /// <exception cref="IOException">The system refused; its reason is in the message.</exception>
    public static void FlushNames(string folder) => DiskSync.FlushFolder(folder);

    /// <summary>Renames a file, replacing an existing one, and flushes the folder.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new path, in the same folder.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushNames(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }
}
