using System.Text.Json;

namespace Wasmill.Client.Api;

/// <summary>An event in a response of the watch endpoint, which has one JSON document per line.</summary>
/// <param name="Position">Its position in the log.</param>
/// <param name="Arrived">Time at which the broker received it.</param>
/// <param name="Trigger">The trigger whose delivery it answers; null for an event from outside.</param>
/// <param name="Cause">The position of the event that it answers.</param>
/// <param name="Event">The event in the CloudEvents JSON format; null in a line that reports dropped events.</param>
/// <param name="Dropped">Number of events that were dropped because the watcher was slow.</param>
public sealed record WatchedEventDto(
    long Position, DateTimeOffset Arrived, string? Trigger, long? Cause, JsonElement? Event, long Dropped = 0);
