namespace Wasmill.Broker.Sources;

/// <summary>The status of a source.</summary>
/// <param name="Name">Name of the source.</param>
/// <param name="State">State of the source.</param>
public sealed record SourceStatus(string Name, SourceState State)
{
    /// <summary>Time when a waiting source retries; null if unknown and in every other state.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Reason for waiting; empty in every other state.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Expected time of the next event; null if unknown.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>Number of events stored since the process started.</summary>
    public long Published { get; init; }

    /// <summary>Number of duplicate batches since the process started.</summary>
    public long Duplicates { get; init; }

    /// <summary>Number of restarts after failures since the process started.</summary>
    public long Restarts { get; init; }

    /// <summary>Time when the last event was stored; null before the first.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>Last failure since the process started, or null.</summary>
    public SourceFailure? LastFailure { get; init; }
}
