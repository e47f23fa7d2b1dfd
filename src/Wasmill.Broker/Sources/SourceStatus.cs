namespace Wasmill.Broker.Sources;

/// <summary>How a source is doing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">What it does.</param>
public sealed record SourceStatus(string Name, SourceState State)
{
    /// <summary>When a source that waits tries again; null when that is not known, and in every other state.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why it waits; empty in every other state.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it expects to give its next event by itself; null when it does not know.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>Events of it that were stored since the process started.</summary>
    public long Published { get; init; }

    /// <summary>Batches of it that the broker had stored before, since the process started.</summary>
    public long Duplicates { get; init; }

    /// <summary>Times that it was run again after a failure, since the process started.</summary>
    public long Restarts { get; init; }

    /// <summary>When its last event was stored; null before the first.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>Its last failure since the process started, or null.</summary>
    public SourceFailure? LastFailure { get; init; }
}
