namespace Wasmill.Client.Api;

/// <summary>A request to redeliver stored events to one trigger.</summary>
public sealed record ReplayDto
{
    /// <summary>The trigger.</summary>
    public required string Trigger { get; init; }

    /// <summary>The first position, or null.</summary>
    public long? From { get; init; }

    /// <summary>The earliest arrival time, or null.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The last position, or null.</summary>
    public long? To { get; init; }

    /// <summary>The end of the arrival times, or null.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Maximum events per second, or null.</summary>
    public double? Rate { get; init; }

    /// <summary>Whether to count the events only.</summary>
    public required bool DryRun { get; init; }
}
