namespace Wasmill.Storage;

/// <summary>Classification of the system's I/O errors.</summary>
public static class DiskErrors
{
    // ENOSPC, EDQUOT and EIO of Linux as carried by IOException.HResult, and ERROR_DISK_FULL of Windows.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int InputOutput = 5;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Indicates whether an error means that the disk or quota is full, which can pass without a restart.</summary>
    public static bool IsFull(IOException error)
        => error is DiskFullException || error.HResult is NoSpace or QuotaExceeded or WindowsDiskFull;

    /// <summary>Indicates whether an error means that the disk itself has failed.</summary>
    public static bool IsBroken(IOException error) => error.HResult == InputOutput;
}
