namespace Wasmill.Server.Hosting;

/// <summary>The disk of a broker has failed while it ran: it has stopped at once, and the next start reads what the disk has.</summary>
public sealed class DiskFailedException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public DiskFailedException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public DiskFailedException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public DiskFailedException() { }
}
