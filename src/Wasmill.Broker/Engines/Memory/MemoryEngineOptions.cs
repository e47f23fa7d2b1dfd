namespace Wasmill.Broker.Engines.Memory;

/// <summary>Limits of a <see cref="MemoryEngine"/>.</summary>
public sealed record MemoryEngineOptions
{
    /// <summary>Maximum number of undelivered events.</summary>
    /// <value>Default 100,000.</value>
    public int MaxEvents { get; init; } = 100_000;

    /// <summary>Maximum bytes of payload and attributes of undelivered events.</summary>
    /// <value>Default 256 MiB.</value>
    public long MaxBytes { get; init; } = 256L << 20;

    /// <summary>Number of events kept after delivery, for <c>watch --last</c>.</summary>
    /// <value>Default 1,000, and at most a sixteenth of <see cref="MaxBytes"/>.</value>
    public int History { get; init; } = 1_000;

    /// <summary>Maximum number of dead letters; beyond it the oldest are dropped.</summary>
    /// <value>Default 10,000.</value>
    public int DeadLetters { get; init; } = 10_000;
}
