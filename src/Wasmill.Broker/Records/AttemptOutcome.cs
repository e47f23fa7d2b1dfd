using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Records;

/// <summary>The effect of one attempt on its event.</summary>
public abstract record AttemptOutcome
{
    private AttemptOutcome()
    {
    }

    /// <summary>Final: the target has it.</summary>
    public sealed record Delivered : AttemptOutcome;

    /// <summary>Open: to be tried again.</summary>
    /// <param name="Due">When, at the earliest.</param>
    /// <param name="Reason">Why the attempt failed.</param>
    /// <param name="Status">The HTTP status, or null.</param>
    public sealed record RetryAt(DateTimeOffset Due, string Reason, int? Status = null) : AttemptOutcome
    {
        /// <summary>
        /// Note that the engine returns with the delivery (<see cref="PendingDelivery.Note"/>), or null; at most a few thousand characters.
        /// </summary>
        public string? Note { get; init; }
    }

    /// <summary>Final: given up; a copy goes to the dead letters.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Detail">What the last attempt said.</param>
    /// <param name="Status">The last HTTP status, or null.</param>
    public sealed record GivenUp(DeadLetterReason Reason, string Detail, int? Status) : AttemptOutcome;
}
