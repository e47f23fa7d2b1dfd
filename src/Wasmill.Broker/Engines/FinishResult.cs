using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>The result of recording an outcome.</summary>
public abstract record FinishResult
{
    private FinishResult()
    {
    }

    /// <summary>The outcome is recorded.</summary>
    /// <param name="Replies">The replies as stored events.</param>
    public sealed record Recorded(IReadOnlyList<StoredEvent> Replies) : FinishResult;

    /// <summary>The trigger was deleted, or the delivery was handed out again. Nothing was recorded.</summary>
    public sealed record LeaseLost : FinishResult;

    /// <summary>
    /// The engine has failed permanently (<see cref="IBrokerEngine.Failure"/>). The next start shows what was recorded.
    /// </summary>
    /// <param name="Reason">Reason in one line.</param>
    public sealed record Failed(string Reason) : FinishResult;

    /// <summary>The engine has no room for the replies, the dead letter or the outcome. Nothing was recorded; retry.</summary>
    /// <param name="RetryAfter">Delay before the retry.</param>
    public sealed record Full(TimeSpan RetryAfter) : FinishResult;
}
