namespace Wasmill.Broker.Delivery.Pacing;

/// <summary>
/// A token bucket, stored as the time at which it would be full again: a token costs its share of a second. It holds the tokens of
/// 100 ms, at least one, so that a late timer does not lower the rate and bursts stay short.
/// </summary>
/// <param name="perSecond">Tokens per second, greater than 0.</param>
internal sealed class RateBucket(double perSecond)
{
    private const double SavedSeconds = 0.1;
    private readonly TimeSpan _cost = TimeSpan.FromSeconds(Math.Min(1 / perSecond, TimeSpan.FromDays(1).TotalSeconds));
    private DateTimeOffset _full = DateTimeOffset.MinValue;

    /// <summary>Tokens per second.</summary>
    public double PerSecond { get; } = perSecond;

    /// <summary>Gets the time when the next token is available; null if one is available now.</summary>
    public DateTimeOffset? BlockedUntil(DateTimeOffset now)
    {
        if (_full <= now)
            return null;
        // A token is left if the bucket lacks at most all but one.
        var free = _full - TimeSpan.FromSeconds(Math.Max(0, SavedSeconds - _cost.TotalSeconds));
        return free > now ? free : null;
    }

    /// <summary>Takes a token.</summary>
    public void Take(DateTimeOffset now) => _full = (_full > now ? _full : now) + _cost;
}
