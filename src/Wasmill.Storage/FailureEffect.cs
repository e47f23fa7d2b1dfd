namespace Wasmill.Storage;

/// <summary>Effect of a failed write.</summary>
public enum FailureEffect
{
    /// <summary>The caller gets an error with the reason and may try again. Everything else goes on.</summary>
    Refuse,

    /// <summary>The disk's content is unknown: nothing is acknowledged any more, the process ends with code 74, and the next start reads the disk.</summary>
    Stop,

    /// <summary>The write is left out and counted. Its caller goes on.</summary>
    Degrade,
}
