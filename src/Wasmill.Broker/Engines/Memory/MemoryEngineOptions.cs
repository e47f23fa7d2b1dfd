namespace Wasmill.Broker.Engines.Memory;

/// <summary>Bounds of a <see cref="MemoryEngine"/>.</summary>
public sealed record MemoryEngineOptions
{
    /// <summary>Events that may wait for delivery.</summary>
    /// <value>Default 100,000.</value>
    public int MaxEvents { get; init; } = 100_000;

    /// <summary>Bytes of payload and attributes that may wait for delivery.</summary>
    /// <value>Default 256 MiB.</value>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>Events that are kept after their delivery, for <c>watch --last</c>.</summary>
    /// <value>Default 1,000, and at most a sixteenth of <see cref="MaxBytes"/>.</value>
    public int History { get; init; } = 1_000;

    /// <summary>Dead letters that are kept; beyond that the oldest are dropped.</summary>
    /// <value>Default 10,000.</value>
    public int DeadLetters { get; init; } = 10_000;
}
