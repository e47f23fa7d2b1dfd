namespace Wasmill.Server.Hosting;

/// <summary>A running broker's disk has failed. The broker stopped immediately; the next start reads the state of the disk.</summary>
public sealed class DiskFailedException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public DiskFailedException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public DiskFailedException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public DiskFailedException() { }
}
