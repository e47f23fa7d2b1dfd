namespace Wasmill.Client.Api;

/// <summary>A request to redeliver stored events to one trigger.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="From">The first position, or null.</param>
/// <param name="Since">The earliest arrival time, or null.</param>
/// <param name="To">The last position, or null.</param>
/// <param name="Until">The end of the arrival times, or null.</param>
/// <param name="Rate">Maximum events per second, or null.</param>
/// <param name="DryRun">Whether to count the events only.</param>
public sealed record ReplayDto(
    string Trigger, long? From, DateTimeOffset? Since, long? To, DateTimeOffset? Until, double? Rate, bool DryRun);
