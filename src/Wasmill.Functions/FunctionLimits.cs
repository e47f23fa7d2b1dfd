namespace Wasmill.Functions;

// Tested by: ResourceAttackTests, LoadTests
/// <summary>
/// The limits of one call, and the number of calls that one instance may handle. Every limit has a default and applies to each call
/// separately.
/// </summary>
public sealed record FunctionLimits
{
    /// <summary>The default limits.</summary>
    public static FunctionLimits Default { get; } = new();

    /// <summary>The maximum of <see cref="TableElements"/>: every slot of the pool reserves memory for this many elements.</summary>
    public const int MaximumTableElements = 100_000;

    /// <summary>The wall-clock time of a call, from its start in the sandbox.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The linear memory in bytes.</summary>
    /// <value>Default 128 MiB.</value>
    public long MemoryBytes { get; init; } = 128L << 20;

    /// <summary>The elements of each table. A guest's table holds the functions that it calls through pointers.</summary>
    /// <value>Default 100,000, which is also the maximum.</value>
    public int TableElements { get; init; } = MaximumTableElements;

    /// <summary>The bytes of body and headers in the response of a call.</summary>
    /// <value>Default 32 MiB.</value>
    public int ResponseBytes { get; init; } = 32 << 20;

    /// <summary>The bytes that a call may write to its standard output and standard error in total before it is ended.</summary>
    /// <value>Default 1 MiB.</value>
    public int OutputBytes { get; init; } = 1 << 20;

    /// <summary>The number of host function calls that a call may make; a write to its output counts as one.</summary>
    /// <value>Default 1,000,000: a second or less of nothing but host calls.</value>
    public int HostCalls { get; init; } = 1_000_000;

    /// <summary>
    /// The number of requests that a call may send to outside servers. The guest gets <c>too-many-requests</c> for any further request.
    /// </summary>
    /// <value>Default 64.</value>
    public int OutboundRequests { get; init; } = 64;

    /// <summary>The largest response body, in bytes, that a call accepts from an outside server.</summary>
    /// <value>Default 16 MiB: an eighth of the guest's default memory.</value>
    public int OutboundBodyBytes { get; init; } = 16 << 20;

    /// <summary>
    /// The number of events that one instance may handle before it is discarded. More than one is faster, but loses the isolation of a
    /// fresh sandbox: an event sees what earlier events left in the guest's memory. An instance that failed, or that was idle for ten
    /// seconds, is discarded earlier.
    /// </summary>
    /// <value>Default 1: a fresh instance for every event. At most 1,000,000. A program of <see cref="FunctionKind.Wagi"/> ends with its
    /// response and can have no more than 1.</value>
    public int EventsPerInstance { get; init; } = 1;
}
