using Wasmill.Storage;

namespace Wasmill.Broker.Log.Disk;

// Tested by: LogEngineTests, LogDamageTests
/// <summary>A folder of the file system.</summary>
internal sealed class FolderDisk : ILogDisk
{
    private readonly string _folder;

    /// <summary>Opens the folder, and creates it if it is missing.</summary>
    public FolderDisk(string folder)
    {
        _folder = folder;
        PrivateFiles.CreateFolder(folder);
    }

    /// <inheritdoc />
    public long FreeBytes => DiskSpace.FreeBytes(_folder);

    /// <inheritdoc />
    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path))];

    /// <inheritdoc />
    public ILogFile Create(string name) => FolderFile.Open(Path.Combine(_folder, name), FileMode.CreateNew);

    /// <inheritdoc />
    public ILogFile Open(string name) => FolderFile.Open(Path.Combine(_folder, name), FileMode.Open);

    /// <inheritdoc />
    public void Rename(string from, string to)
        => Full(() => File.Move(Path.Combine(_folder, from), Path.Combine(_folder, to), overwrite: true));

    /// <inheritdoc />
    public void Delete(string name) => Full(() => File.Delete(Path.Combine(_folder, name)));

    /// <inheritdoc />
    public void FlushNames() => DurableFiles.FlushNames(_folder);

    private static void Full(Action operation)
    {
        try
        {
            operation();
        }
        catch (IOException error) when (DiskErrors.IsFull(error))
        {
            throw new DiskFullException(IoReason.Sentence(error), error);
        }
    }
}
