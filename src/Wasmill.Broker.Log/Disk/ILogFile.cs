using Wasmill.Storage;

namespace Wasmill.Broker.Log.Disk;

/// <summary>One file of a log. One writer; concurrent readers may read earlier writes.</summary>
internal interface ILogFile : IDisposable
{
    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Writes all bytes at an offset. After a failure, any part of them may be written.</summary>
    /// <exception cref="DiskFullException">The disk is full: the caller may retry later.</exception>
    /// <exception cref="IOException">An I/O operation failed.</exception>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Reads up to the length of the buffer; returns 0 at the end.</summary>
    int Read(Span<byte> bytes, long offset);

    /// <summary>Truncates the file.</summary>
    /// <exception cref="DiskFullException">The disk is full: the caller may retry later.</exception>
    /// <exception cref="IOException">An I/O operation failed.</exception>
    void Truncate(long length);

    /// <summary>
    /// Flushes all writes to disk. After a failure the content is unknown: the operating system may have dropped the pages, and a second
    /// flush may report success.
    /// </summary>
    /// <exception cref="IOException">The flush failed.</exception>
    void Flush();
}
