namespace Wasmill.Functions;

// Tested by: ResourceAttackTests, LoadTests
/// <summary>What one call may use, and how many calls an instance may answer. Every limit has a default and is enforced for each call on its own.</summary>
public sealed record FunctionLimits
{
    /// <summary>The default limits.</summary>
    public static FunctionLimits Default { get; } = new();

    /// <summary>The most that <see cref="TableElements"/> can be: room for it is reserved in every place of the pool.</summary>
    public const int MaximumTableElements = 100_000;

    /// <summary>Wall-clock time from the start of the call in the sandbox.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Linear memory in bytes.</summary>
    /// <value>Default 128 MiB.</value>
    public long MemoryBytes { get; init; } = 128L << 20;

    /// <summary>Elements of each table; a guest's table holds the functions that it calls through pointers.</summary>
    /// <value>Default 100,000, which is also the most there can be.</value>
    public int TableElements { get; init; } = MaximumTableElements;

    /// <summary>Bytes of the body and the headers that a call may answer with.</summary>
    /// <value>Default 32 MiB.</value>
    public int ResponseBytes { get; init; } = 32 << 20;

    /// <summary>Bytes that a call may write to its standard output and error together before it is cut off.</summary>
    /// <value>Default 1 MiB.</value>
    public int OutputBytes { get; init; } = 1 << 20;

    /// <summary>How often a call may call the host: one write to its output is one.</summary>
    /// <value>Default 1,000,000: a second or less of nothing but host calls.</value>
    public int HostCalls { get; init; } = 1_000_000;

    /// <summary>Requests that a call may send to servers outside. The guest is told <c>too-many-requests</c> for one more.</summary>
    /// <value>Default 64.</value>
    public int OutboundRequests { get; init; } = 64;

    /// <summary>The largest body in bytes that a server may answer one of these requests with.</summary>
    /// <value>Default 16 MiB: an eighth of the memory that the guest has for it.</value>
    public int OutboundBodyBytes { get; init; } = 16 << 20;

    /// <summary>
    /// Events that one instance may answer before it is thrown away. More than one is faster, and gives up what a fresh sandbox is for: an event sees what earlier ones left in the guest's memory. An
    /// instance that failed, or that has had nothing to do for ten seconds, is thrown away before.
    /// </summary>
    /// <value>Default 1: a fresh instance for every event. At most 1,000,000. A program of <see cref="FunctionKind.Wagi"/> ends with its answer and can have no more than 1.</value>
    public int EventsPerInstance { get; init; } = 1;
}
