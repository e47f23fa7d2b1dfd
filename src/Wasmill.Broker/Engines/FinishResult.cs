using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>The result of recording an outcome.</summary>
public abstract record FinishResult
{
    private FinishResult()
    {
    }

    /// <summary>It is recorded.</summary>
    /// <param name="Replies">The replies as stored events.</param>
    public sealed record Recorded(IReadOnlyList<StoredEvent> Replies) : FinishResult;

    /// <summary>The trigger was deleted, or the delivery was given to somebody else meanwhile. Nothing was recorded.</summary>
    public sealed record LeaseLost : FinishResult;

    /// <summary>
    /// The engine has failed for good (<see cref="IBrokerEngine.Failure"/>). What is recorded will be known at the next start.
    /// </summary>
    /// <param name="Reason">One line for people.</param>
    public sealed record Failed(string Reason) : FinishResult;

    /// <summary>The replies, the dead letter or the outcome itself found no room. Nothing was recorded; try again.</summary>
    /// <param name="RetryAfter">When.</param>
    public sealed record Full(TimeSpan RetryAfter) : FinishResult;
}
