namespace Wasmill.Broker.Engines;

/// <summary>Where a trigger stands.</summary>
/// <param name="Tail">The position of the last event in the log; 0 when it is empty.</param>
/// <param name="Lag">Events that passed the filter and have no final outcome yet, open retries included.</param>
/// <param name="OpenRetries">How many of them wait for another attempt.</param>
/// <param name="NextDue">When the first of those is due, or null.</param>
public sealed record FeedStatus(long Tail, int Lag, int OpenRetries, DateTimeOffset? NextDue);
