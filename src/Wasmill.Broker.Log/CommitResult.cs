namespace Wasmill.Broker.Log;

/// <summary>The result of a transaction.</summary>
internal enum CommitResult
{
    /// <summary>The transaction took effect.</summary>
    Committed = 1,

    /// <summary>All events are duplicates.</summary>
    Duplicate,

    /// <summary>The log has reached its limit; nothing was written.</summary>
    Full,

    /// <summary>The disk is full; nothing was written.</summary>
    DiskFull,

    /// <summary>The disk failed; the next start shows what was written.</summary>
    Failed,
}
