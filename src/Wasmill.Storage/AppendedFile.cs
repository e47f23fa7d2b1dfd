using Microsoft.Win32.SafeHandles;
using Wasmill.Storage.HostFiles;
using Wasmill.Storage.Native;

namespace Wasmill.Storage;

/// <summary>
/// A regular file that stays open for appending: each write is one call of the system and goes to the end of the file, also if several
/// processes write. A new file gets mode 0600. Not thread-safe.
/// </summary>
public sealed class AppendedFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly FileIdentity? _identity;

    private AppendedFile(string path, SafeFileHandle handle)
    {
        _path = path;
        _handle = handle;
        _identity = FileIdentity.Of(handle);
    }

    /// <summary>
    /// Indicates whether the path still names the file, which another process may have removed or renamed. Always false on systems other
    /// than Linux, where it is not known.
    /// </summary>
    public bool IsCurrent => _identity is { } own && FileIdentity.Of(_path) == own;

    /// <summary>The size of the file in bytes.</summary>
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>Opens a file, or creates it.</summary>
    /// <exception cref="IOException">The system refused, or the path names something else than a regular file, such as a link.</exception>
    public static AppendedFile Open(string path)
    {
        var kind = RegularFile.KindOf(path);
        if (kind != HostFileKind.Missing && RegularFile.Explain(kind) is { } reason)
            throw new IOException($"{path} {reason}");
        if (!OperatingSystem.IsLinux())
        {
            PrivateFiles.CreateEmpty(path);
            return new AppendedFile(path, PrivateFiles.OpenHandle(path, FileMode.Open, FileShare.ReadWrite | FileShare.Delete));
        }

        var file = new AppendedFile(path, AppendApi.Open(path));
        // A link that replaced it in between is not the file that was opened.
        if (file.IsCurrent)
            return file;
        file.Dispose();
        throw new IOException($"{path} was replaced while it was being opened; try again");
    }

    /// <summary>Appends bytes, which survive the end of the process.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public void Write(ReadOnlySpan<byte> bytes) => RandomAccess.Write(_handle, bytes, Length);

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();
}
