namespace Wasmill.Storage;

/// <summary>The effects of a failed write.</summary>
public enum FailureEffect
{
    /// <summary>The caller gets an error with the reason and may retry. Everything else continues.</summary>
    Refuse,

    /// <summary>
    /// The content of the disk is unknown: nothing more is acknowledged, the process exits with code 74, and the next start reads the disk.
    /// </summary>
    Stop,

    /// <summary>The write is dropped and counted. The caller continues.</summary>
    Degrade,
}
