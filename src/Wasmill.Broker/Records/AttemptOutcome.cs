using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Records;

/// <summary>The effect of one attempt on its event.</summary>
public abstract record AttemptOutcome
{
    private AttemptOutcome()
    {
    }

    /// <summary>Final: the target accepted the event.</summary>
    public sealed record Delivered : AttemptOutcome;

    /// <summary>Open: the event is retried.</summary>
    /// <param name="Due">Earliest time of the retry.</param>
    /// <param name="Reason">Reason of the failure.</param>
    /// <param name="Status">The HTTP status, or null.</param>
    public sealed record RetryAt(DateTimeOffset Due, string Reason, int? Status = null) : AttemptOutcome
    {
        /// <summary>
        /// Note that the engine returns with the delivery (<see cref="PendingDelivery.Note"/>), or null; at most a few thousand characters.
        /// </summary>
        public string? Note { get; init; }
    }

    /// <summary>Final: undeliverable; a copy is stored as a dead letter.</summary>
    /// <param name="Reason">Reason of the dead letter.</param>
    /// <param name="Detail">Message of the last attempt.</param>
    /// <param name="Status">The last HTTP status, or null.</param>
    public sealed record GivenUp(DeadLetterReason Reason, string Detail, int? Status) : AttemptOutcome;
}
