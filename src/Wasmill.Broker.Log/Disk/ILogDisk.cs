using Wasmill.Storage;

namespace Wasmill.Broker.Log.Disk;

/// <summary>
/// The folder of a log. Tests replace it with a disk that loses unflushed data, tears writes, fills up and fails.
/// </summary>
internal interface ILogDisk
{
    /// <summary>Free bytes, as the file system reports them; a quota may be tighter. Costs one system call.</summary>
    long FreeBytes { get; }

    /// <summary>Gets the file names, in no order.</summary>
    IReadOnlyList<string> List();

    /// <summary>Creates an empty file.</summary>
    /// <exception cref="DiskFullException">The disk is full.</exception>
    /// <exception cref="IOException">The file exists, or an I/O operation failed.</exception>
    ILogFile Create(string name);

    /// <summary>Opens an existing file for reading and writing.</summary>
    ILogFile Open(string name);

    /// <summary>Renames a file, replacing an existing one. Durable after <see cref="FlushNames"/>.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file. Durable after <see cref="FlushNames"/>.</summary>
    void Delete(string name);

    /// <summary>Makes creations, renames and removals durable.</summary>
    void FlushNames();
}
