namespace Wasmill.Broker.Log.Settings;

// Tested by: LogEngineTests
/// <summary>Settings of a <see cref="LogEngine"/>.</summary>
public sealed record LogEngineOptions
{
    /// <summary>The point at which an event counts as stored.</summary>
    /// <value>Default <see cref="Durability.Sync"/>.</value>
    public Durability Durability { get; init; } = Durability.Sync;

    /// <summary>Maximum size of a segment file; space is released one segment at a time.</summary>
    /// <value>Default 64 MiB.</value>
    public long SegmentBytes { get; init; } = 64L << 20;

    /// <summary>The limit of the log. New events are refused at 90 % of it, replies at 100 %.</summary>
    /// <value>Default 8 GiB.</value>
    public long MaxBytes { get; init; } = 8L << 30;

    /// <summary>Bytes of events that are kept for replay after all triggers have finished them.</summary>
    /// <value>Default 1 GiB.</value>
    public long RetainBytes { get; init; } = 1L << 30;

    /// <summary>Time that events are kept for replay after all triggers have finished them.</summary>
    /// <value>Default 7 days.</value>
    public TimeSpan RetainAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The limit of the dead letters. Beyond it, undeliverable events stay open.</summary>
    /// <value>Default 1 GiB.</value>
    public long DeadLetterBytes { get; init; } = 1L << 30;

    /// <summary>
    /// Window in which an event with the same source and ID is a duplicate and not stored again; zero turns it off.
    /// </summary>
    /// <value>Default zero.</value>
    public TimeSpan DedupeWindow { get; init; }

    /// <summary>Space reserved for outcomes when the disk is full.</summary>
    /// <value>Default 4 MiB.</value>
    public int ReserveBytes { get; init; } = 4 << 20;

    /// <summary>Growth of the log between checkpoints; a start reads the log from the last checkpoint.</summary>
    /// <value>Default 32 MiB.</value>
    public long CheckpointBytes { get; init; } = 32L << 20;

    /// <summary>Maximum number of matched events in memory per trigger; further events are read from the log later.</summary>
    /// <value>Default 4,096.</value>
    public int WindowEvents { get; init; } = 4_096;

    /// <summary>Maximum bytes of matched events in memory per trigger. Triggers share the events.</summary>
    /// <value>Default 8 MiB.</value>
    public long WindowBytes { get; init; } = 8L << 20;
}
