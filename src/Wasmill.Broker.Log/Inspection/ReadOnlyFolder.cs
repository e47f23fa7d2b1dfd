using Wasmill.Broker.Log.Disk;

namespace Wasmill.Broker.Log.Inspection;

/// <summary>A read-only view of a log's folder.</summary>
internal sealed class ReadOnlyFolder(string folder) : ILogDisk
{
    /// <inheritdoc />
    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))];

    /// <inheritdoc />
    public long FreeBytes => 0;

    /// <inheritdoc />
    public ILogFile Open(string name) => FolderFile.OpenToRead(Path.Combine(folder, name));

    /// <inheritdoc />
    public ILogFile Create(string name) => throw new NotSupportedException();

    /// <inheritdoc />
    public void Rename(string from, string to) => throw new NotSupportedException();

    /// <inheritdoc />
    public void Delete(string name) => throw new NotSupportedException();

    /// <inheritdoc />
    public void FlushNames() => throw new NotSupportedException();
}
