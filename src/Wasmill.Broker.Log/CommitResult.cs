namespace Wasmill.Broker.Log;

/// <summary>The result of a transaction.</summary>
internal enum CommitResult
{
    /// <summary>It counts.</summary>
    Committed = 1,

    /// <summary>Its events were stored before.</summary>
    Duplicate,

    /// <summary>The log has reached its bound; nothing was written.</summary>
    Full,

    /// <summary>The disk is full; nothing was written.</summary>
    DiskFull,

    /// <summary>The disk failed; what is on it will be known at the next start.</summary>
    Failed,
}
