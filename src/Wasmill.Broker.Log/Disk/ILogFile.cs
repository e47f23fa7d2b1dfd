using Wasmill.Storage;

namespace Wasmill.Broker.Log.Disk;

/// <summary>One file of a log. One writer; readers may read at the same time what was written before.</summary>
internal interface ILogFile : IDisposable
{
    /// <summary>Its length in bytes.</summary>
    long Length { get; }

    /// <summary>Writes all bytes at an offset. When it fails, any part of them may be there.</summary>
    /// <exception cref="DiskFullException">No room: the caller may try again later.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Reads up to so many bytes; 0 at the end.</summary>
    int Read(Span<byte> bytes, long offset);

    /// <summary>Cuts the file.</summary>
    /// <exception cref="DiskFullException">No room: the caller may try again later.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    void Truncate(long length);

    /// <summary>
    /// Puts everything written so far on the disk. After a failure nobody knows what is there: the system may have dropped the pages, and a
    /// second try may say that all is well.
    /// </summary>
    /// <exception cref="IOException">It could not.</exception>
    void Flush();
}
