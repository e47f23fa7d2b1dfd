using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>The result of appending events to an engine.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>They are stored as the engine promises.</summary>
    /// <param name="Events">The events with their positions, in the order of the batch.</param>
    public sealed record Stored(IReadOnlyList<StoredEvent> Events) : AppendResult;

    /// <summary>All of them were stored before.</summary>
    public sealed record Duplicate : AppendResult;

    /// <summary>There is no room now.</summary>
    /// <param name="RetryAfter">When to try again.</param>
    /// <param name="Cause">What has no room.</param>
    public sealed record Full(TimeSpan RetryAfter, FullCause Cause = FullCause.Backlog) : AppendResult;

    /// <summary>They could not be stored, and trying again will not help.</summary>
    /// <param name="Reason">One line for people.</param>
    public sealed record Failed(string Reason) : AppendResult;
}
