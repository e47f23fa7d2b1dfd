using Microsoft.Win32.SafeHandles;
using Wasmill.Storage;

namespace Wasmill.Broker.Log.Disk;

// Tested by: LogEngineTests, LogDamageTests
/// <summary>A file of the file system.</summary>
internal sealed class FolderFile : ILogFile
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private FolderFile(SafeFileHandle handle, string path)
    {
        _handle = handle;
        _path = path;
    }

    /// <inheritdoc />
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>Opens a file for reading and writing; others may read and remove it.</summary>
    public static FolderFile Open(string path, FileMode mode)
    {
        try
        {
            return new FolderFile(PrivateFiles.OpenHandle(path, mode, FileShare.ReadWrite | FileShare.Delete), path);
        }
        catch (IOException error) when (DiskErrors.IsFull(error))
        {
            throw new DiskFullException($"{path}: no space left on the disk", error);
        }
    }

    /// <summary>Opens a file for reading only, fully shared.</summary>
    public static FolderFile OpenToRead(string path)
        => new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), path);

    /// <inheritdoc />
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (IOException error) when (DiskErrors.IsFull(error))
        {
            throw new DiskFullException($"{_path}: no space left on the disk", error);
        }
    }

    /// <inheritdoc />
    public int Read(Span<byte> bytes, long offset) => RandomAccess.Read(_handle, bytes, offset);

    /// <inheritdoc />
    public void Truncate(long length)
    {
        try
        {
            RandomAccess.SetLength(_handle, length);
        }
        catch (IOException error) when (DiskErrors.IsFull(error))
        {
            throw new DiskFullException($"{_path}: no space left on the disk", error);
        }
    }

    /// <inheritdoc />
    public void Flush() => DurableFiles.Flush(_handle, _path);

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();
}
