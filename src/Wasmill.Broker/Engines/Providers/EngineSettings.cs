namespace Wasmill.Broker.Engines.Providers;

/// <summary>The engine settings of a broker, as in <c>broker.json</c>.</summary>
/// <param name="Kind">The name of the engine (<see cref="IEngineProvider.Name"/>); empty for the default one.</param>
/// <param name="Durability"><c>sync</c> or <c>interval:MILLISECONDS</c>; only for an engine on disk.</param>
/// <param name="DedupeSeconds">Window in seconds in which an event with the same source and ID is stored once; 0 turns it off.</param>
public sealed record EngineSettings(string Kind = "", string Durability = EngineSettings.Sync, double DedupeSeconds = 0)
{
    /// <summary>The default of <see cref="Durability"/>.</summary>
    public const string Sync = "sync";

    /// <summary>Maximum size of a log segment in bytes; null for 64 MiB. Only for the log.</summary>
    public long? SegmentBytes { get; init; }

    /// <summary>Bytes after which the log writes a checkpoint; null for 32 MiB.</summary>
    public long? CheckpointBytes { get; init; }

    /// <summary>Bytes of delivered events that the log keeps for replay; null for 1 GiB.</summary>
    public long? RetainBytes { get; init; }
}
