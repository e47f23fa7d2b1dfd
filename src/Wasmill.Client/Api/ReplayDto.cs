namespace Wasmill.Client.Api;

/// <summary>Stored events that one trigger is to deliver again.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="From">The first position, or null.</param>
/// <param name="Since">The earliest arrival, or null.</param>
/// <param name="To">The last position, or null.</param>
/// <param name="Until">The end of arrivals, or null.</param>
/// <param name="Rate">Events in a second, or null.</param>
/// <param name="DryRun">Only count.</param>
public sealed record ReplayDto(
    string Trigger, long? From, DateTimeOffset? Since, long? To, DateTimeOffset? Until, double? Rate, bool DryRun);
