namespace Wasmill.Functions;

/// <summary>What one call may use. Every limit has a default and is enforced for each call on its own.</summary>
public sealed record FunctionLimits
{
    /// <summary>The default limits.</summary>
    public static FunctionLimits Default { get; } = new();

    /// <summary>Wall-clock time from the start of the call in the sandbox.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Linear memory in bytes.</summary>
    /// <value>Default 128 MiB.</value>
    public long MemoryBytes { get; init; } = 128L << 20;

    /// <summary>Bytes that a call may write to its standard output and error together before it is cut off.</summary>
    /// <value>Default 1 MiB.</value>
    public int OutputBytes { get; init; } = 1 << 20;

    /// <summary>How often a call may call the host: one write to its output is one.</summary>
    /// <value>Default 1,000,000: a second or less of nothing but host calls.</value>
    public int HostCalls { get; init; } = 1_000_000;

    /// <summary>Requests that a call may send to servers outside.</summary>
    /// <value>Default 64.</value>
    public int OutboundRequests { get; init; } = 64;
}
