namespace Wasmill.Broker.Delivery.Pacing;

/// <summary>
/// A token bucket, kept as the one time at which it would be full again: a token costs its share of a second. It holds what a tenth of a
/// second earns, and at least one token, so that a late timer does not lower the rate and no burst is longer than that.
/// </summary>
/// <param name="perSecond">Tokens in a second, above 0.</param>
internal sealed class RateBucket(double perSecond)
{
    private const double SavedSeconds = 0.1;
    private readonly TimeSpan _cost = TimeSpan.FromSeconds(Math.Min(1 / perSecond, TimeSpan.FromDays(1).TotalSeconds));
    private DateTimeOffset _full = DateTimeOffset.MinValue;

    /// <summary>Tokens in a second.</summary>
    public double PerSecond { get; } = perSecond;

    /// <summary>Gets the time when the next token is available; null if one is available now.</summary>
    public DateTimeOffset? BlockedUntil(DateTimeOffset now)
    {
        if (_full <= now)
            return null;
        // One token is left when the bucket lacks no more than all but one.
        var free = _full - TimeSpan.FromSeconds(Math.Max(0, SavedSeconds - _cost.TotalSeconds));
        return free > now ? free : null;
    }

    /// <summary>Takes a token.</summary>
    public void Take(DateTimeOffset now) => _full = (_full > now ? _full : now) + _cost;
}
