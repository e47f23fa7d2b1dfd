using Wasmill.Broker.Log;
using Wasmill.Broker.Log.Settings;

namespace Wasmill.Server.Home;

/// <summary>Which engine keeps a broker's events, in <c>broker.json</c>.</summary>
/// <param name="Kind"><c>log</c> or <c>memory</c>.</param>
/// <param name="Durability"><c>sync</c> or <c>interval:MILLISECONDS</c>; of the log only.</param>
/// <param name="DedupeSeconds">For how long an event with the same source and id is stored once; 0 for never.</param>
public sealed record EngineSettings(string Kind = EngineSettings.Log, string Durability = "sync", double DedupeSeconds = 0)
{
    /// <summary>The durable engine.</summary>
    public const string Log = "log";

    /// <summary>The engine that forgets.</summary>
    public const string Memory = "memory";

    /// <summary>Bytes after which a segment of the log is followed by a new one; null for 64 MiB. Of the log only.</summary>
    public long? SegmentBytes { get; init; }

    /// <summary>Bytes after which the log writes a checkpoint; null for 32 MiB.</summary>
    public long? CheckpointBytes { get; init; }

    /// <summary>Bytes of delivered events that the log keeps for replay; null for 1 GiB.</summary>
    public long? RetainBytes { get; init; }

    /// <summary>The settings as the log takes them.</summary>
    /// <exception cref="ServerException">The durability is none.</exception>
    public LogEngineOptions ToLogOptions(LogEngineOptions basis) => Wasmill.Broker.Log.Settings.Durability.TryParse(Durability, out var durability)
        ? basis with
        {
            Durability = durability,
            DedupeWindow = TimeSpan.FromSeconds(DedupeSeconds),
            SegmentBytes = SegmentBytes ?? basis.SegmentBytes,
            CheckpointBytes = CheckpointBytes ?? basis.CheckpointBytes,
            RetainBytes = RetainBytes ?? basis.RetainBytes,
        }
        : throw new ServerException($"\"{Durability}\" in broker.json is no durability: sync or interval:MILLISECONDS");
}
