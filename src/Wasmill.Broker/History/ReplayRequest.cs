namespace Wasmill.Broker.History;

/// <summary>Stored events that one trigger is to deliver again.</summary>
/// <param name="Trigger">The trigger.</param>
public sealed record ReplayRequest(string Trigger)
{
    /// <summary>The first position; null for no such bound.</summary>
    public long? From { get; init; }

    /// <summary>Arrived at or after this time; null for no such bound.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last position; null for the last one there is when the replay begins.</summary>
    public long? To { get; init; }

    /// <summary>Arrived before this time; null for no such bound.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Events in a second; null for as fast as the log takes them.</summary>
    public double? Rate { get; init; }

    /// <summary>Only count.</summary>
    public bool IsDryRun { get; init; }
}
