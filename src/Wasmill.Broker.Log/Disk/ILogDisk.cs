using Wasmill.Storage;

namespace Wasmill.Broker.Log.Disk;

/// <summary>
/// The folder that a log lives in. A seam: the tests put a disk behind it that loses what was not flushed,
/// tears writes, fills up and fails.
/// </summary>
internal interface ILogDisk
{
    /// <summary>Free bytes, as the file system reports them; a quota may be tighter. Costs one system call.</summary>
    long FreeBytes { get; }

    /// <summary>The names of the files in it, in no order.</summary>
    IReadOnlyList<string> List();

    /// <summary>Makes a new, empty file.</summary>
    /// <exception cref="DiskFullException">No room for it.</exception>
    /// <exception cref="IOException">It exists, or the disk refuses.</exception>
    ILogFile Create(string name);

    /// <summary>Opens an existing file for reading and writing.</summary>
    ILogFile Open(string name);

    /// <summary>Gives a file another name, in place of a file that had it. Durable after <see cref="FlushNames"/>.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file. Durable after <see cref="FlushNames"/>.</summary>
    void Delete(string name);

    /// <summary>Makes creations, renames and removals durable.</summary>
    void FlushNames();
}
