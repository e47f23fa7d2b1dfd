using Microsoft.Win32.SafeHandles;

namespace Wasmill.Storage;

/// <summary>
/// Creates files and folders that only their owner can read: mode 0600 and 0700. Everything in the home folder is created here because it
/// contains payloads, passwords and tokens.
/// </summary>
/// <remarks>Windows has no such modes; there, a folder inherits the access list of the user's profile.</remarks>
public static class PrivateFiles
{
    internal const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    internal const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates a folder and its missing parents with mode 0700, and flushes their names. An existing folder is not changed.
    /// </summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void CreateFolder(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(full))
            return;
        // There is a parent: the root of a file system always exists.
        var parent = Path.GetDirectoryName(full)!;
        CreateFolder(parent);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(full);
            else
                Directory.CreateDirectory(full, OwnerFolder);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // The parent is there: a file system such as /proc says so of a folder that it does not take.
            throw new IOException($"the folder {full} cannot be created: its file system does not allow it", error);
        }

        DurableFiles.FlushNames(parent);
    }

    /// <summary>Creates a folder with mode 0700 and a unique name in the system's folder for temporary files.</summary>
    /// <param name="prefix">The prefix of the name.</param>
    /// <returns>The path of the folder.</returns>
    /// <exception cref="IOException">The system refused.</exception>
    public static string CreateTemporaryFolder(string prefix) => Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>Opens a file as a stream; a new file gets mode 0600.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows() && mode is not (FileMode.Open or FileMode.Truncate))
            options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }

    /// <summary>Opens a file as a handle for reading and writing at offsets; a new file gets mode 0600.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static SafeFileHandle OpenHandle(string path, FileMode mode, FileShare share)
    {
        var handle = File.OpenHandle(path, mode, FileAccess.ReadWrite, share);
        // File.OpenHandle has no parameter for the mode. The file is still empty here, and its folder is private.
        if (!OperatingSystem.IsWindows() && mode is FileMode.CreateNew)
            File.SetUnixFileMode(handle, OwnerFile);
        return handle;
    }

    /// <summary>
    /// Creates an empty file with mode 0600 for a library that opens files by name. An existing file is not changed and never opened:
    /// SQLite's locks belong to the process, and closing any handle of the file releases them.
    /// </summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void CreateEmpty(string path)
    {
        if (File.Exists(path))
            return;
        var temporary = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}.tmp";
        try
        {
            Open(temporary, FileMode.CreateNew, FileAccess.Write).Dispose();
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another thread or process created the file first.
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
