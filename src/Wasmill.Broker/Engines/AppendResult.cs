using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>The result of appending events to an engine.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>The events are stored with the engine's durability.</summary>
    /// <param name="Events">The events with their positions, in the order of the batch.</param>
    public sealed record Stored(IReadOnlyList<StoredEvent> Events) : AppendResult;

    /// <summary>All events are duplicates.</summary>
    public sealed record Duplicate : AppendResult;

    /// <summary>The engine has no room now.</summary>
    /// <param name="RetryAfter">Delay before the next try.</param>
    /// <param name="Cause">Cause of the missing room.</param>
    public sealed record Full(TimeSpan RetryAfter, FullCause Cause = FullCause.Backlog) : AppendResult;

    /// <summary>The events could not be stored, and a retry will not help.</summary>
    /// <param name="Reason">Reason in one line.</param>
    public sealed record Failed(string Reason) : AppendResult;
}
