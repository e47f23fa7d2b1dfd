namespace Wasmill.Functions.Inspection;

/// <summary>How accesses of a guest outside its memory are noticed.</summary>
internal enum BoundsCheck
{
    /// <summary>
    /// By pages without access behind the memory: the code needs no checks. The protection of pages changes when memory grows and when an
    /// instance ends, which costs about 10 page faults each.
    /// </summary>
    GuardPages,

    /// <summary>
    /// By comparisons in the code, which make loops over memory 1.0 to 1.7 times as slow. To grow memory and to end an instance costs
    /// next to nothing.
    /// </summary>
    Explicit,
}
