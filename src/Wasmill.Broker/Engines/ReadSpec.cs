namespace Wasmill.Broker.Engines;

/// <summary>A range of stored events.</summary>
/// <param name="Last">Maximum number of events from the end.</param>
public sealed record ReadSpec(long Last = long.MaxValue)
{
    /// <summary>The first position.</summary>
    /// <value>Default 1.</value>
    public long From { get; init; } = 1;

    /// <summary>Only events that arrived at or after this time; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only events that arrived before this time; null for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The last position.</summary>
    /// <value>Default: the end of the log.</value>
    public long To { get; init; } = long.MaxValue;
}
