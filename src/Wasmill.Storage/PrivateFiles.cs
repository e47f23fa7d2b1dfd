using Microsoft.Win32.SafeHandles;

namespace Wasmill.Storage;

/// <summary>
/// Creates files and folders that nobody but their owner can read: mode 0600 and 0700. Everything under the home folder is created here, since it holds payloads, passwords and tokens.
/// </summary>
/// <remarks>Windows has no such modes; there a folder inherits the access list of the user's profile.</remarks>
public static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Creates a folder with its missing parents, all with mode 0700, and flushes their names. An existing folder stays as it is.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void CreateFolder(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(full))
            return;
        var parent = Path.GetDirectoryName(full)!;
        CreateFolder(parent);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(full);
        else
            Directory.CreateDirectory(full, OwnerFolder);
        DurableFiles.FlushNames(parent);
    }

    /// <summary>Opens a file as a stream; one that it creates has mode 0600.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows() && mode is not (FileMode.Open or FileMode.Truncate))
            options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }

    /// <summary>Opens a file as a handle for reading and writing at offsets; one that it creates has mode 0600.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static SafeFileHandle OpenHandle(string path, FileMode mode, FileShare share)
    {
        var handle = File.OpenHandle(path, mode, FileAccess.ReadWrite, share);
        // File.OpenHandle takes no mode. The file is still empty here, and its folder is private.
        if (!OperatingSystem.IsWindows() && mode is FileMode.CreateNew)
            File.SetUnixFileMode(handle, OwnerFile);
        return handle;
    }
}
