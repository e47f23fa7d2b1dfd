namespace Wasmill.Acceptance.Faults;

/// <summary>Kind of fault.</summary>
internal enum FaultMode
{
    /// <summary>One operation fails with EIO.</summary>
    BrokenOnce,

    /// <summary>One operation fails with ENOSPC.</summary>
    FullOnce,

    /// <summary>From one operation on, every one that takes room fails with ENOSPC.</summary>
    FullFrom,
}
